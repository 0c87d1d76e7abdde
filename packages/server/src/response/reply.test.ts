/** Answers of handlers, held against the golden contract. */

import { describe, expect, test } from "vitest";
import { type Golden, serveGolden, summarize, thing } from "../__fixtures__/golden.ts";
import type { Handlers } from "../contract/index.ts";
import type { ResponseCheck } from "./reply.ts";
import { ResponseError } from "./response-error.ts";

const origin = "https://golden.test";
const file = `${origin}/folders/a/files/b`;
const user = { authorization: "Bearer ada" };

/** Answers as an untyped handler could give them. */
async function answer(reply: unknown, responses?: ResponseCheck): Promise<{ response: Response; errors: unknown[] }> {
  const getFile = () => reply as ReturnType<Handlers<Golden>["getFile"]>; // what the types refuse
  const { fetch, errors } = serveGolden({ getFile }, responses && { responses });
  return { response: await fetch(new Request(file, { headers: user })), errors };
}

describe("an answer that the contract does not have", () => {
  const cases: readonly [name: string, reply: unknown, code: string, message: string, sent: string][] = [
    ["status", { status: 418, body: {} }, "undocumented_status", "the status 418 is not declared", "418 {}"],
    [
      "body",
      { status: 200, body: "" },
      "invalid_body",
      "the body of 200 is wrong: / must NOT have fewer than 1 characters",
      "200",
    ],
    [
      "body of an error",
      { status: 404, body: { text: "a" } },
      "invalid_body",
      "the body of 404 is wrong: / must have required property 'message'",
      '404 {"text":"a"}',
    ],
    [
      "media type",
      { status: 200, body: "a", mediaType: "text/html" },
      "undocumented_media_type",
      "200 has text/plain and not text/html",
      "200 a",
    ],
  ];

  test.each(cases)("%s becomes a 500 and is told", async (_name, reply, code, message) => {
    const { response, errors } = await answer(reply);
    expect(await summarize(response)).toBe('500 {"message":"internal: Internal server error"}');
    expect(errors).toEqual([expect.objectContaining({ name: "ResponseError", code, message: `getFile: ${message}` })]);
  });

  test.each(cases)("%s is told and sent", async (_name, reply, code, _message, sent) => {
    const { response, errors } = await answer(reply, "report");
    expect(await summarize(response)).toBe(sent);
    expect(errors).toEqual([expect.objectContaining({ code })]);
  });

  test.each(cases)("%s is sent", async (_name, reply, _code, _message, sent) => {
    const { response, errors } = await answer(reply, "off");
    expect(await summarize(response)).toBe(sent);
    expect(errors).toEqual([]);
  });

  const statuses = [101, 199, 600, 200.5, Number.NaN].map((status) => ({ status, body: "a" }));
  test.each([undefined, null, "a", { body: "a" }, ...statuses])("%o is none, whatever is checked", async (reply) => {
    const { response, errors } = await answer(reply, "off");
    expect(await summarize(response)).toBe('500 {"message":"internal: Internal server error"}');
    expect(errors).toEqual([
      new ResponseError("not_an_answer", "getFile", "there is no status from 200 to 599, and there are no events"),
    ]);
  });

  test("events that nobody asked for are none", async () => {
    const events = async function* () {};
    const { response, errors } = await answer(events(), "off");
    expect(response.status).toBe(500);
    expect(errors).toEqual([expect.objectContaining({ code: "unexpected_stream" })]);
  });

  test("a refusal in another form than the contract's is sent and told", async () => {
    const { fetch, errors } = serveGolden({}, { formatError: () => ({ wrong: true }) });
    expect(await summarize(await fetch(new Request(`${origin}/things?limit=0`)))).toBe('422 {"wrong":true}');
    expect(errors).toEqual([expect.objectContaining({ code: "invalid_body" })]);
  });
});

describe("what is sent", () => {
  const body = {
    ...thing,
    position: [1, "north"] as [number, "north"],
    secret: "hush",
    children: [{ ...thing, position: [2, "south"] as [number, "south"], secret: "hush" }],
  };

  test("has no member that is only for requests, however deep", async () => {
    const { fetch } = serveGolden({ createThing: () => ({ status: 201, body }) });
    const headers = { authorization: "Bearer ada:write", "content-type": "application/json" };
    const response = await fetch(
      new Request(`${origin}/things`, { method: "POST", headers, body: JSON.stringify(thing) }),
    );
    expect(await response.json()).toEqual({ ...thing, children: [{ ...thing, position: [2, "south"] }] });
  });

  test("is text with its charset", async () => {
    const { response } = await answer({ status: 200, body: "ä" });
    expect([response.headers.get("content-type"), await response.text()]).toEqual(["text/plain; charset=utf-8", "ä"]);
  });

  const bytes = Uint8Array.of(1, 2);
  test.each([
    ["a Blob", () => new Blob([bytes])],
    ["an array", () => bytes],
    ["a stream", () => new Blob([bytes]).stream()],
  ])("is bytes from %s", async (_name, make) => {
    const { fetch } = serveGolden({ sendPicture: () => ({ status: 200, body: make() }) });
    const response = await fetch(new Request(`${origin}/echo`, { method: "POST", headers: user }));
    expect([response.headers.get("content-type"), new Uint8Array(await response.arrayBuffer())]).toEqual([
      "image/png",
      bytes,
    ]);
  });

  test.each([204, 304])("has no body with %d", async (status) => {
    const { response } = await answer({ status, body: "a" }, "off");
    expect([response.status, response.body]).toEqual([status, null]);
  });

  test("has headers that no value can break [server.answer.header-injection]", async () => {
    const headers = { "x-a": "a\r\nset-cookie: b=c", "x-b": "ä\ud800\0", "x-c": 7, "x-d": undefined };
    const { response } = await answer({ status: 200, body: "a", headers });
    expect(["x-a", "x-b", "x-c", "x-d", "set-cookie"].map((name) => response.headers.get(name))).toEqual([
      "a%0D%0Aset-cookie: b=c",
      "%C3%A4%EF%BF%BD%00",
      "7",
      null,
      null,
    ]);
  });

  test("with a header that has no name becomes a 500 and is told", async () => {
    const { response, errors } = await answer({ status: 200, body: "a", headers: { "x y": "1" } });
    expect(await summarize(response)).toBe('500 {"message":"internal: Internal server error"}');
    expect(errors).toEqual([new TypeError('"x y" is no name of a header')]);
  });

  test("may be for caches where its handler says so", async () => {
    const { response } = await answer({ status: 200, body: "a", headers: { "Cache-Control": "max-age=60" } });
    expect(response.headers.get("cache-control")).toBe("max-age=60");
  });
});

describe("a stream", () => {
  async function read(
    events: AsyncIterable<unknown>,
    responses?: ResponseCheck,
  ): Promise<{ text: string; errors: unknown[] }> {
    const streamWords = () => events as ReturnType<Handlers<Golden>["streamWords"]>; // what the types refuse
    const { fetch, errors } = serveGolden(
      { streamWords },
      { ...(responses && { responses }), toErrorEvent: () => ({ type: "failed", data: "ERROR: sorry" }) },
    );
    const text = await (await fetch(new Request(`${origin}/words`))).text();
    return { text, errors };
  }

  test("that breaks the contract ends with its error event", async () => {
    const { text, errors } = await read(
      (async function* () {
        yield { type: "content", data: { text: 1 } };
      })(),
    );
    expect(text).toBe("data: ERROR: sorry\n\n");
    expect(errors).toEqual([expect.objectContaining({ code: "invalid_event" })]);
  });

  test("that breaks the contract goes on where that is only reported", async () => {
    const { text, errors } = await read(
      (async function* () {
        yield { type: "content", data: { text: 1 } };
        yield { type: "closed", data: '[CLOSED]"' };
      })(),
      "report",
    );
    expect(text).toBe('data: {"text":1}\n\ndata: [CLOSED]"\n\n');
    expect(errors).toEqual([expect.objectContaining({ code: "invalid_event" })]);
  });

  test("that nobody reads any more aborts the signal of its handler", async () => {
    const aborted: boolean[] = [];
    const { fetch } = serveGolden({
      streamChat: async function* ({ signal }) {
        try {
          yield { type: "joined", data: { type: "joined", who: "Ada" } };
          await new Promise((resolve) => {
            signal.addEventListener("abort", resolve, { once: true });
          });
        } finally {
          aborted.push(signal.aborted);
        }
      },
    });
    const reader = (await fetch(new Request(`${origin}/chats/7`, { headers: user }))).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(aborted).toEqual([true]);
  });
});
