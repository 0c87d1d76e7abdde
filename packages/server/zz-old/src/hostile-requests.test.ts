/** What strangers try against a served contract, beyond what the tests of the single readers have. */

import { describe, expect, test } from "vitest";
import { chatzy, smarttalk, xyz } from "./__fixtures__/contracts.ts";
import { serveGolden, summarize } from "./__fixtures__/golden.ts";

const origin = "https://golden.test";
const user = { authorization: "Bearer ada" };
const file = `${origin}/folders/a/files/b`;

test("a credential that is withdrawn is refused at the next request [server.credential.recheck]", async () => {
  const good = new Set(["ada"]);
  const none = () => undefined;
  const bearer = (credential: string) => (good.has(credential) ? { user: credential } : undefined);
  const { fetch } = serveGolden({}, { authenticate: { bearer, apiKeyHeader: none, apiKeyQuery: none, oauth: none } });
  const ask = async () => (await fetch(new Request(file, { headers: user }))).status;
  const before = await ask();
  good.delete("ada");
  expect([before, await ask()]).toEqual([200, 401]);
});

describe("a token in the query [server.credential.query]", () => {
  test.each([
    ["an answer", "key=ada", 200],
    ["a refused token", "key=bad", 401],
    ["a token twice", "key=ada&key=ada", 400],
    ["a refused parameter", "key=ada&limit=0", 422],
    ["a failure", "key=ada&limit=7", 500],
  ])("leaves no trace in %s", async (_name, query, status) => {
    const { fetch, errors } = serveGolden({
      listThings: ({ params }) => {
        if (params.query.limit === 7) throw new Error("inside");
        return { status: 200, body: [] };
      },
    });
    const response = await fetch(new Request(`${origin}/things?${query}`));
    const names = ["cache-control", "referrer-policy"];
    expect([response.status, ...names.map((name) => response.headers.get(name))]).toEqual([
      status,
      "no-store",
      "no-referrer",
    ]);
    expect(await response.text()).not.toMatch(/ada|bad/);
    expect(errors).toEqual(status === 500 ? [new Error("inside")] : []);
  });
});

test.each(["' OR 1=1--", "{{7*7}}", `$(id); \`id\``, "<script>alert(1)</script>", '{"$ne":null}', "..\\..\\x", "%00"])(
  "the text %s is nothing but text [server.input.verbatim]",
  async (text) => {
    const { fetch, seen } = serveGolden();
    const headers = { ...user, "content-type": "application/json" };
    await fetch(new Request(`${origin}/replies`, { method: "POST", headers, body: JSON.stringify({ text }) }));
    await fetch(new Request(`${origin}/folders/${encodeURIComponent(text)}/files/b`, { headers: user }));
    expect([seen.createReply?.body, seen.getFile?.params.path.folder]).toEqual([{ text }, text]);
  },
);

test("a header that is not UTF-8 is refused [server.input.utf8]", async () => {
  const { fetch, seen } = serveGolden();
  const headers = { ...user, "x-request-id": "\xff" };
  const response = await fetch(new Request(`${origin}/things/thing-1?verbose=yes`, { headers }));
  expect([await summarize(response), seen]).toEqual([
    '400 {"message":"malformed: The header X-Request-Id is not valid UTF-8"}',
    {},
  ]);
});

test("a stream is refused with a plain answer [server.stream.refused]", async () => {
  const { fetch } = serveGolden({ streamChat: () => ({ status: 404, body: { message: "No such chat" } }) });
  const headers = { ...user, accept: "text/event-stream", "last-event-id": "7" };
  const response = await fetch(new Request(`${origin}/chats/7`, { headers }));
  expect([response.headers.get("content-type"), await summarize(response)]).toEqual([
    "application/json",
    '404 {"message":"No such chat"}',
  ]);
});

test("what a failed source throws stays inside [server.stream.failure]", async () => {
  const secret = new Error("upstream key sk-1");
  const { fetch, errors } = serveGolden({
    // biome-ignore lint/correctness/useYield: it fails before its first event
    streamChat: async function* () {
      throw secret;
    },
  });
  const text = await (await fetch(new Request(`${origin}/chats/7`, { headers: user }))).text();
  expect([text, errors.length > 0]).toEqual(["", true]);
});

test.each([
  ["a file", "cover", 2, 204],
  ["a file one byte over", "cover", 3, 413],
  ["a field", "title", 2, 204],
  ["a field one byte over", "title", 3, 413],
])("%s is answered with its status [server.upload.size]", async (_name, field, length, status) => {
  const { fetch } = serveGolden({}, { limits: { file: 2, text: 2 } });
  const size = (name: string) => "x".repeat(name === field ? length : 1);
  const part = (name: string, more: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${size(name)}\r\n`;
  const body = `${part("title", "")}${part("cover", '; filename="cover.png"')}--b--`;
  const headers = { ...user, "content-type": "multipart/form-data; boundary=b" };
  const response = await fetch(new Request(`${origin}/uploads`, { method: "POST", headers, body }));
  expect(response.status).toBe(status);
});

test("no pattern of a contract repeats a repetition [server.input.linear-time]", () => {
  const texts = [chatzy, xyz, smarttalk].map(({ document }) => JSON.stringify(document));
  const patterns = texts.flatMap((text) => [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, one]) => one));
  expect(patterns.length).toBeGreaterThan(0);
  expect(patterns.filter((pattern) => /[*+}][^()]*\)[*+{]/.test(String(pattern)))).toEqual([]);
});
