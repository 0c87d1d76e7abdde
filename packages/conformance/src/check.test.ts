import { describe, expect, test } from "vitest";
import { contract } from "./__fixtures__/contract.ts";
import { listCases } from "./cases.ts";
import { checkNegative, checkPositive } from "./check.ts";
import { createHonestServer } from "./testing/honest-server.ts";
import { type RawAnswer, toResponse } from "./testing/mutations/recording.ts";

const { positive, negative } = listCases(contract, { key: "credential" });
const honest = createHonestServer(contract);

/** What is found wrong when one case is answered with the honest answer, changed in part. */
async function problemsOf(
  title: string,
  change: Partial<RawAnswer>,
  cases = { positive, negative },
): Promise<string[]> {
  const target = {
    baseUrl: "http://notes.example",
    fetch: async (input: string | URL | Request) => {
      const response = await honest(new Request(input));
      const body = new Uint8Array(await response.arrayBuffer());
      return toResponse({ status: response.status, headers: [...response.headers], body, ...change });
    },
  };
  const right = cases.positive.find((one) => one.title === title);
  if (right) return checkPositive(contract, right, target);
  const wrong = cases.negative.find((one) => one.title === title);
  if (!wrong) throw new Error(`No case ${title}`);
  return checkNegative(contract, wrong, target);
}

const json = ["content-type", "application/json"] as const;
const sse = ["content-type", "text/event-stream"] as const;
const note = { id: 7, text: "Hello", kind: "todo", due: "2026-03-01T08:00:00Z", tags: ["home", "work"], parent: null };
const saved = { ...note, isPinned: true };
const event = (id: number, name: string, data: string) => `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
const begin = event(1, "begin", '{"title":"Today"}');
const bread = event(2, "note", '{"text":"Bread","kind":"todo"}');
const ok = "addNote 200 application/json ok";
const feed = "streamFeed 200 text/event-stream ok";

describe("a problem is one sentence that says where, what is and what should be:", () => {
  test.each<[title: string, change: Partial<RawAnswer>, problems: string[]]>([
    [ok, { status: 203 }, ["Status 203; expected 200."]],
    [ok, { headers: [] }, ["Content type none; expected application/json."]],
    [ok, { headers: [["content-type", "text/html"]] }, ["Content type text/html; expected application/json."]],
    [
      ok,
      { headers: [["content-type", "application/json; charset=latin1"]] },
      ["Charset latin1 of application/json; expected utf-8."],
    ],
    [
      "readNote 200 text/html; charset=utf-8 page",
      {
        headers: [
          ["content-type", "text/html"],
          ["etag", '"7-1"'],
        ],
      },
      ["Parameter charset of text/html is missing; expected utf-8."],
    ],
    [ok, { redirected: true }, ["A redirect was followed; expected the answer itself."]],
    [ok, { body: '{"id":7' }, ["The body of 7 bytes is not JSON; expected JSON."]],
    [ok, { body: "" }, ["The body is empty; expected JSON."]],
    [ok, { body: '{"id":1,"id":7}' }, ['The body has the name "id" twice in one object.']],
    [ok, { body: Uint8Array.of(0x22, 0xff, 0x22) }, ["The body is not UTF-8."]],
    [
      ok,
      { body: JSON.stringify({ ...saved, id: "7" }) },
      ['Body: /id must be integer; it is "7".', 'The body is not the example "ok": /id is "7"; expected 7.'],
    ],
    [
      ok,
      { body: JSON.stringify({ ...saved, kind: "other" }) },
      [
        'Body: /kind must be equal to one of the allowed values ("todo", "memo"); it is "other".',
        'The body is not the example "ok": /kind is "other"; expected "todo".',
      ],
    ],
    [
      ok,
      { body: JSON.stringify({ ...saved, pin: "1234" }) },
      [
        "Body: /pin is writeOnly, so only for requests; expected no such member.",
        'The body is not the example "ok": /pin is "1234"; expected missing.',
      ],
    ],
    [
      ok,
      { body: JSON.stringify({ ...saved, tags: ["home"] }) },
      ['The body is not the example "ok": /tags/1 is missing; expected "work".'],
    ],
    [
      "readNote 200 text/html; charset=utf-8 page",
      { body: "<p>Hello, cafe</p>" },
      ['The body is not the example "page": from character 14 it is "e</p>"; expected "\u00e9</p>".'],
    ],
    [
      "downloadFile 200 application/octet-stream ok",
      { body: "other" },
      ["The body is not the file examples/note.bin: it has 5 bytes; expected its 7 bytes."],
    ],
    ["addNote 204", { body: "{}" }, ["The body has 2 bytes; expected none."]],
    ["addNote 204", { headers: [["content-length", "0"]] }, ["Header Content-Length is 0; expected none with 204."]],
    [ok, { headers: [json, ["content-length", "3"]] }, ["Header Content-Length is 3; the body has 119 bytes."]],
    [
      "addNote 429 application/json slow",
      { headers: [json] },
      ["No header Retry-After; expected one, as the contract documents it."],
    ],
    [
      "addNote 429 application/json slow",
      { headers: [json, ["retry-after", "soon"]] },
      [
        'Header Retry-After must be integer; it is "soon".',
        "Header Retry-After is not what it should be: one number of seconds or one date (RFC 9110 section 10.2.3).",
      ],
    ],
    [
      "createToken 200 application/json ok",
      { headers: [json, ["cache-control", "max-age=60"]] },
      ["Header Cache-Control lets the answer be kept; expected no-store, as in its example."],
    ],
    ["startSignIn by HEAD", { body: "x" }, ["The body has 1 byte; expected none, because of HEAD."]],

    [feed, { body: begin + event(2, "nothing", "{}") }, ['Event 2: unknown event "nothing".']],
    [
      feed,
      { body: event(1, "note", "{}") },
      [
        "Event 1 (note): / must have required property 'text'.",
        "Event 1 (note): / must have required property 'kind'.",
        "Event 1: note is out of order; expected begin.",
      ],
    ],
    [feed, { body: begin + bread }, ["The stream ends early, after 2 events; expected note, done."]],
    [
      feed,
      { body: begin + bread.replace("Bread", "Cake") },
      ['Event 2 is not that of the example "ok": in its data (note) /text is "Cake"; expected "Bread".'],
    ],
    [
      feed,
      { body: begin + event(2, "done", "[DONE]") },
      ['Event 2 is not that of the example "ok": it is done; expected note.'],
    ],
    [
      feed,
      { body: event(9, "begin", '{"title":"Today"}') },
      ['Event 1 is not that of the example "ok": its id is "9"; expected "1".'],
    ],
    [
      "streamTicks 200 text/event-stream ok",
      { body: 'data: {"type":"tick","count":1}\n\n' },
      ['The stream ends after 1 event; the example "ok" has 2.'],
    ],
    [
      "streamTicks 200 text/event-stream ok",
      { body: 'event: tick\ndata: {"type":"tick","count":1}\n\n' },
      ['Event 1 is not that of the example "ok": its field event is "tick"; expected "message".'],
    ],
    [
      "streamFeed 200 text/event-stream empty",
      { body: event(1, "begin", '{"title":"Nothing"}') + event(2, "done", "[DONE]").trimEnd() },
      [
        "No blank line ends the last event, so clients drop it.",
        "The stream ends early, after 1 events; expected note, done.",
      ],
    ],
    [feed, { headers: [sse], body: Uint8Array.of(0xff) }, ["The stream is not UTF-8."]],

    ["addNote without query lang", { status: 200 }, ["Status 200; expected 400."]],
    ["addNote without query lang", { status: 422 }, ["Status 422; expected 400."]],
    ["addNote without query lang", { body: "" }, ["The refusal has no body."]],
    [
      "addNote without query lang",
      { headers: [["content-type", "text/html"]], body: "<p>No</p>" },
      ["Content type text/html; expected application/json."],
    ],
    ["addNote without query lang", { body: "{}" }, ["Body: / must have required property 'message'."]],
    [
      "addNote without credentials",
      { headers: [json] },
      ["No header WWW-Authenticate; expected one, as the contract documents it."],
    ],
    ["addNote by PUT", { headers: [json] }, ["405 without Allow (RFC 9110 section 15.5.6)."]],
    [
      "addNote by PUT",
      { headers: [json, ["allow", "GET, PUT"]] },
      ["Header Allow names GET, PUT; expected POST too.", "Header Allow names PUT, which was refused."],
    ],
    [
      "addNote at an unknown path",
      { body: '{"message":"x","stack":"at Object.<anonymous> (/srv/app/server.js:1:2)"}' },
      [
        "The refusal tells a stack trace.",
        "The refusal tells the place of a file.",
        'The refusal has a member "stack"; expected nothing of the inside of the server.',
      ],
    ],
    ["addNote at an unknown path", { body: "<p>No</p>" }, ["The body of 9 bytes is not JSON; expected JSON."]],
  ])("%s %j", async (title, change, problems) => {
    expect(await problemsOf(title, change)).toEqual(problems);
  });
});

test("no problem quotes a credential, or a value with the name of a secret", async () => {
  const secret = "s3cr3t-0123456789";
  const cases = listCases(contract, { token: secret, key: secret, app: secret });
  const found = [
    ...(await problemsOf(
      "addNote without query lang",
      { status: 400, body: JSON.stringify({ message: secret }) },
      cases,
    )),
    ...(await problemsOf(
      ok,
      { status: 200, headers: [json], body: JSON.stringify({ ...saved, text: secret }) },
      cases,
    )),
    ...(await problemsOf(
      "createToken 200 application/json ok",
      { headers: [json, ["cache-control", "no-store"]], body: '{"token":"another-0123456789"}' },
      cases,
    )),
    ...(await problemsOf("startSignIn 302", { headers: [["location", "/in?code=another-0123456789"]] }, cases)),
  ];
  expect(found).toEqual([
    "The refusal repeats a credential that was presented.",
    'The body is not the example "ok": /text is "***"; expected "Hello".',
    'The body is not the example "ok": /token is a text of 18 characters; expected a text of 3 characters.',
    'Header Location must match format "uri"; it is a text of 27 characters.',
  ]);
});

describe("a known failure", () => {
  const [first] = positive;
  const fetch = async (input: string | URL | Request) => honest(new Request(input));
  const knownFailures = [{ cases: /^readNote 200 /, reason: "it has no pages" }];
  const baseUrl = "http://notes.example";

  test("is no problem while it fails", async () => {
    if (!first) throw new Error("No case");
    const broken = async () => new Response(null, { status: 500 });
    expect(await checkPositive(contract, first, { baseUrl, fetch: broken, knownFailures })).toEqual([]);
    expect(await checkPositive(contract, first, { baseUrl, fetch: broken })).not.toEqual([]);
  });

  test("is one when it passes", async () => {
    if (!first) throw new Error("No case");
    expect(await checkPositive(contract, first, { baseUrl, fetch, knownFailures })).toEqual([
      'It passes, but is a known failure ("it has no pages"); take it off the list.',
    ]);
  });
});
