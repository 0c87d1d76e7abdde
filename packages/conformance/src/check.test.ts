import { describe, expect, test } from "vitest";
import { contract, honestServer } from "./__fixtures__/contract.ts";
import { listCases } from "./cases.ts";
import { checkNegative, checkPositive } from "./check.ts";

const cases = listCases(contract);

type Server = (request: Request) => Promise<Response>;

/** Everything that the suite finds wrong with a server, by the title of the case. */
async function problemsOf(server: Server): Promise<Record<string, string[]>> {
  const target = {
    baseUrl: "http://notes.example",
    fetch: (input: string | URL | Request) => server(new Request(input)),
  };
  const found: [string, string[]][] = [];
  for (const test of cases.positive) found.push([test.title, await checkPositive(contract, test, target)]);
  for (const test of cases.negative) found.push([test.title, await checkNegative(contract, test, target)]);
  return Object.fromEntries(found.filter(([, problems]) => problems.length > 0));
}

/** The honest server, with its answer to some requests replaced. */
function spoil(when: (request: Request, response: Response) => boolean, answer: () => Response): Server {
  return async (request) => {
    const response = await honestServer(request.clone());
    return when(request, response) ? answer() : response;
  };
}

const isFeed = (request: Request) => new URL(request.url).pathname === "/feed" && request.method === "GET";
const sse = (text: string) => () => new Response(text, { headers: { "content-type": "text/event-stream" } });

test("cases are made from the contract", () => {
  expect(cases.positive.map(({ title }) => title)).toEqual([
    "addNote 200 application/json ok",
    "addNote 200 application/json twice",
    "addNote 204",
    "addNote 400 application/json bad",
    "addNote 401 application/json who",
    "streamFeed 200 text/event-stream ok",
  ]);
  expect(cases.negative.map(({ title, expected }) => `${title}: ${expected.join(" ")}`)).toEqual([
    "addNote without query lang: 400",
    "addNote without credentials: 401",
    "addNote application/json without /text: 400",
    "addNote without a body: 400",
    "addNote as text/x-unknown: 400",
    "addNote with broken JSON: 400",
    "addNote by PUT: 405",
    "addNote at an unknown path: 404",
    "streamFeed by PUT: 405",
    "streamFeed at an unknown path: 404",
  ]);
  expect(cases.counts).toEqual({ operations: 2, statuses: 5, examples: 5, negatives: 10 });
});

test("a server that keeps to the contract has no problem", async () => {
  expect(await problemsOf(honestServer)).toEqual({});
});

describe("a server that does not is found out:", () => {
  const isTwice = (request: Request) => request.headers.get("prefer")?.includes("twice") ?? false;
  const is = (status: number) => (_request: Request, response: Response) => response.status === status;

  test.each<[string, Server, Record<string, string[]>]>([
    [
      "wrong status",
      spoil(isTwice, () => Response.json({ ok: false }, { status: 201 })),
      { "addNote 200 application/json twice": ["Status 201; expected 200."] },
    ],
    [
      "wrong content type",
      spoil(isTwice, () => new Response("{}", { headers: { "content-type": "text/html" } })),
      { "addNote 200 application/json twice": ["Content type text/html; expected application/json."] },
    ],
    [
      "invalid body",
      spoil(isTwice, () => Response.json({})),
      { "addNote 200 application/json twice": ["/ok is of the wrong type", 'The body is not the example "twice".'] },
    ],
    [
      "body of another example",
      spoil(isTwice, () => Response.json({ ok: true })),
      { "addNote 200 application/json twice": ['The body is not the example "twice".'] },
    ],
    [
      "a body where there is none",
      spoil(is(204), () => Response.json({ ok: true })),
      { "addNote 204": ["Status 200; expected 204.", "Content type application/json; expected none."] },
    ],
    [
      "unknown event",
      spoil(isFeed, sse("data: a\n\ndata: z\n\n")),
      { "streamFeed 200 text/event-stream ok": ['Event 2: unknown text "z".'] },
    ],
    [
      "events out of order",
      spoil(isFeed, sse("data: b\n\n")),
      { "streamFeed 200 text/event-stream ok": ["Event 1: b is out of order; expected a."] },
    ],
    [
      "early end",
      spoil(isFeed, sse("data: a\n\n")),
      { "streamFeed 200 text/event-stream ok": [expect.stringContaining("The stream ends early")] },
    ],
    [
      "a bad request taken",
      spoil(is(400), () => Response.json({ ok: true })),
      {
        "addNote 400 application/json bad": ["Status 200; expected 400."],
        "addNote without query lang": ["Status 200; expected 400."],
        "addNote application/json without /text": ["Status 200; expected 400."],
        "addNote without a body": ["Status 200; expected 400."],
        "addNote as text/x-unknown": ["Status 200; expected 400."],
        "addNote with broken JSON": ["Status 200; expected 400."],
      },
    ],
    [
      "a refusal in another form",
      spoil(
        (request, response) => response.status === 401 && !request.headers.has("prefer"),
        () => Response.json({}, { status: 401 }),
      ),
      { "addNote without credentials": ["/ok is of the wrong type"] },
    ],
    [
      "a refusal without a body",
      spoil(is(404), () => new Response(null, { status: 404 })),
      {
        "addNote at an unknown path": ["The refusal has no body."],
        "streamFeed at an unknown path": ["The refusal has no body."],
      },
    ],
    [
      "405 without Allow",
      spoil(is(405), () => Response.json({}, { status: 405 })),
      {
        "addNote by PUT": ["405 without Allow (RFC 9110 section 15.5.6)."],
        "streamFeed by PUT": ["405 without Allow (RFC 9110 section 15.5.6)."],
      },
    ],
  ])("%s", async (_name, server, problems) => {
    expect(await problemsOf(server)).toEqual(problems);
  });
});
