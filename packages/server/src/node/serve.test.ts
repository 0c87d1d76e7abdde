/** A served contract behind the Node host, which gives it the messages of `node:http` as they are. */

import { expect, test } from "vitest";
import { chat, serveGolden, thing } from "../__fixtures__/golden.ts";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";

const json = JSON.stringify(thing);
const head =
  "POST /things HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ada:write\r\ncontent-type: application/json\r\n";
const whole = `${head}content-length: ${json.length}\r\nconnection: close\r\n\r\n${json}`;

/** Verifiers of all schemes. */
function verifyWith<Verify>(verify: Verify): Record<"bearer" | "apiKeyHeader" | "apiKeyQuery" | "oauth", Verify> {
  return { bearer: verify, apiKeyHeader: verify, apiKeyQuery: verify, oauth: verify };
}

test("the body of a client who leaves before anybody wants it is refused, not awaited", async () => {
  const problems: string[] = [];
  let goOn = () => {};
  const host = await start(
    serveGolden(
      {},
      {
        authenticate: verifyWith(async () => {
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          return { user: "ada", scopes: ["write"] };
        }),
        formatError: ({ message }) => problems.push(message),
      },
    ).fetch,
  );
  const client = await connectRaw(host.port, `${head}content-length: 100\r\n\r\n{`);
  await until(() => host.counts().requests === 1);
  client.socket.destroy();
  await untilIdle(host);
  goOn();
  await until(() => problems.includes("The body ended early"));
});

test("a body that is cut off is refused, and nobody is told", async () => {
  const problems: string[] = [];
  const { fetch, seen, errors } = serveGolden({}, { formatError: ({ message }) => problems.push(message) });
  const host = await start(fetch, { onError: (error) => errors.push(error) });
  const client = await connectRaw(host.port, `${head}content-length: 100\r\n\r\n{`);
  await until(() => host.counts().requests === 1);
  client.socket.destroy();
  await until(() => problems.includes("The body ended early"));
  expect([seen, errors]).toEqual([{}, []]);
});

test("a body in chunks is read up to its limit, and the connection ends there [server.body.size]", async () => {
  const { port } = await start(serveGolden({}, { limits: { body: 100 } }).fetch);
  const chunk = `40\r\n${" ".repeat(64)}\r\n`;
  const client = await connectRaw(port, `${head}transfer-encoding: chunked\r\n\r\n${chunk}${chunk}`);
  await client.until("\r\n\r\n{");
  client.socket.end();
  const [answer] = answersOf(await client.closed);
  expect(answer).toMatchObject({ status: 413, body: '{"message":"too_large: The body is larger than 100 bytes"}' });
  expect(answer?.head).toContain("connection: close");
});

test("a client who asks first is told to go on only when the request is good so far", async () => {
  const { port } = await start(serveGolden().fetch);
  const asking = `content-length: ${json.length}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n`;
  const good = await connectRaw(port, `${head}${asking}`);
  await good.until("HTTP/1.1 100 Continue\r\n\r\n");
  good.socket.write(json);
  expect(await good.closed).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /);
  const bad = await connectRaw(port, `${head.replace("ada", "bad")}${asking}`);
  expect(await bad.closed).toMatch(/^HTTP\/1.1 401 /);
});

test("a verifier may read the body before the handler gets it", async () => {
  const signed: string[] = [];
  const verify = async (_credential: string, { request }: { request: Request }) => {
    signed.push(await request.clone().text());
    return { user: "ada", scopes: ["write"] };
  };
  const { fetch, seen } = serveGolden({}, { authenticate: verifyWith(verify) });
  const client = await connectRaw((await start(fetch)).port, whole);
  expect(answersOf(await client.closed)).toMatchObject([{ status: 201 }]);
  expect([signed, seen.createThing?.body]).toEqual([[json], thing]);
});

test("a handler gets the request, also from a copy of its context", async () => {
  const { fetch, seen } = serveGolden();
  const { port } = await start(fetch);
  const client = await connectRaw(port, whole.replace("POST /things", `POST http://a:${port}/things`));
  expect(answersOf(await client.closed)).toMatchObject([{ status: 201 }]);
  const { request } = { ...seen.createThing };
  expect(request).toBe(seen.createThing?.request);
  expect([request?.method, request?.url, request?.headers.get("host"), await request?.text()]).toEqual([
    "POST",
    `http://a:${port}/things`,
    "a",
    "",
  ]);
});

test("the length of a text is counted by the host", async () => {
  const getFile = () => ({ status: 200, body: "zażółć", headers: { "Content-Length": "6" } }) as const;
  const { port } = await start(serveGolden({ getFile }).fetch);
  const file = get("/folders/a/files/b", "authorization: Bearer ada\r\nconnection: close\r\n");
  const [answer] = answersOf(await (await connectRaw(port, file)).closed);
  expect([answer?.body, answer?.head.match(/content-length: .*/gi)]).toEqual(["zażółć", ["content-length: 10"]]);
});

test.each([
  ["nonsense\r\n\r\n", 400, "malformed: Malformed request", "[server.host.framing]"],
  [
    get("/", `x: ${"a".repeat(20_480)}\r\n`),
    431,
    "headers_too_large: Too many headers, or headers that are too long",
    "[server.head.size]",
  ],
  [
    get("/", "x: a\r\n".repeat(200)),
    431,
    "headers_too_large: Too many headers, or headers that are too long",
    "[server.head.size]",
  ],
  [
    "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    501,
    "not_implemented: Not implemented; this method or transfer coding is not supported",
    "[server.host.coding]",
  ],
  [
    "TRACE / HTTP/1.1\r\nhost: a\r\n\r\n",
    501,
    "not_implemented: Not implemented; this method or transfer coding is not supported",
    "",
  ],
  [
    "GET / HTTP/1.1\r\nhost: b\r\n\r\n",
    421,
    "misdirected: Misdirected request; this server does not serve the host",
    "[server.host.rebinding]",
  ],
  [
    "GET / HTTP/1.1\r\nhost: a\r\n",
    408,
    "timeout: Request timeout; the request took too long to arrive",
    "[server.head.timeout]",
  ],
])("%.30j is answered by the host with %d in the form of the contract %s %s", async (text, status, message) => {
  const { port } = await start(serveGolden().fetch, { allowedHosts: ["a", "test"], headersTimeout: 100 });
  const [answer] = answersOf(await (await connectRaw(port, text)).closed);
  expect([answer?.status, JSON.parse(answer?.body ?? "")]).toEqual([status, { message }]);
  expect(answer?.head).toContain("content-type: application/json\r\n");
});

test("what the form of the contract cannot say is said in problem details", async () => {
  const formatError = () => {
    throw new Error("no form");
  };
  const { port } = await start(serveGolden({}, { formatError }).fetch);
  const [answer] = answersOf(await (await connectRaw(port, "nonsense\r\n\r\n")).closed);
  expect([answer?.status, JSON.parse(answer?.body ?? "")]).toEqual([
    400,
    { type: "about:blank", title: "Bad Request", status: 400 },
  ]);
});

test("cookies and headers of a stream go out as they are in process", async () => {
  const cookies = ["a=1", "b=2"];
  const { fetch } = serveGolden({
    streamChat: () => ({ status: 200, headers: { "Set-Cookie": cookies, "X-Turn": "7" }, body: chat() }),
  });
  const { port } = await start(fetch);
  const request = get("/chats/7", "authorization: Bearer ada\r\nconnection: close\r\n");
  const [answer] = answersOf(await (await connectRaw(port, request)).closed);
  expect(answer?.head.match(/^(?:set-cookie|x-turn): .*$/gim)).toEqual([
    "x-turn: 7",
    "set-cookie: a=1",
    "set-cookie: b=2",
  ]);
});
