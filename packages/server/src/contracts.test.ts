/** The three real contracts, served by their own examples: every documented answer, and each way to ask wrongly. */

import { type LocatedOperation, listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { describe, expect, test } from "vitest";
import { chatzy, smarttalk, xyz } from "./__fixtures__/contracts.ts";
import {
  type DocumentedAnswer,
  exampleRequest,
  listAnswers,
  listBodies,
  type RequestParts,
  replay,
  toRequest,
} from "./__fixtures__/examples.ts";
import type { Contract, Handlers } from "./contract/index.ts";
import type { Problem } from "./request/index.ts";
import { serve } from "./serve.ts";

const scopes = ["chat", "sync:products", "sync:categories"];

const apis: readonly [name: string, contract: Contract, formatError: (problem: Problem) => unknown][] = [
  ["chatzy", chatzy, ({ message }) => ({ message })],
  ["xyz", xyz, ({ code, message }) => ({ success: false, error: { code, message } })],
  [
    "smarttalk",
    smarttalk,
    ({ status, message, operation }) =>
      operation?.tag === "OAuth" ? { error: "invalid_request", error_description: message } : { message, status },
  ],
];

describe.each(apis)("%s", (_name, contract, formatError) => {
  const document = contract.document as OpenApiDocument; // generated
  const operations = listOperations(document);
  const errors: unknown[] = [];

  /** What every handler gives, whatever is asked. */
  let given: DocumentedAnswer | undefined;
  const give = (name: string) => () => {
    if (!given) return { status: 500, body: formatErrorOf(500) };
    const { status, mediaType, value } = given;
    const stream = contract.streams[name];
    if (mediaType === "text/event-stream" && stream) return replay(stream, String(value));
    return { status, ...(value !== undefined && { body: value }), ...(mediaType !== undefined && { mediaType }) };
  };
  const verify = (credential: string) => (credential === "credential" ? { scopes } : undefined);
  const handlers = Object.fromEntries(Object.keys(contract.operations).map((name) => [name, give(name)]));
  const fetch = serve(contract, handlers as Handlers<Contract>, {
    authenticate: Object.fromEntries(Object.keys(contract.securitySchemes).map((name) => [name, verify])),
    formatError,
    onError: (error) => errors.push(error),
  });

  /** Asks for an answer; without one, what reaches a handler becomes a 500. */
  async function ask(request: RequestParts, answer?: DocumentedAnswer): Promise<Response> {
    given = answer;
    errors.length = 0;
    return fetch(toRequest(request));
  }

  function formatErrorOf(status: number): unknown {
    return formatError({ status, code: "internal", message: "", violations: [], requestId: "" });
  }

  const answers = operations.flatMap((located) =>
    listAnswers(document, located).map((answer) => ({ ...answer, located })),
  );

  test.each(answers)("answers $title", async ({ located, ...answer }) => {
    const request = exampleRequest(document, located);
    const headers = { ...request.headers, ...(answer.mediaType !== undefined && { accept: answer.mediaType }) };
    const response = await ask({ ...request, headers }, answer);
    const text = await response.text();
    expect(
      { errors, status: response.status, type: response.headers.get("content-type")?.split(";")[0] },
      text,
    ).toEqual({
      errors: [],
      status: answer.status,
      type: answer.mediaType,
    });
  });

  const bodies = operations.flatMap((located) =>
    listBodies(document, located).map((_body, number) => ({
      title: `${located.operation.operationId} ${number}`,
      located,
      number,
    })),
  );
  test.each(bodies)("takes the body $title", async ({ located, number }) => {
    const answer = listAnswers(document, located).find(({ status }) => status < 300);
    const response = await ask(exampleRequest(document, located, number), answer);
    expect(response.status, await response.text()).toBe(answer?.status);
  });

  test.each(operations.flatMap((located) => listMistakes(document, located)))(
    "refuses $title",
    async ({ request, expected }) => {
      const response = await ask(request);
      expect({ status: response.status, errors, text: await response.text() }).toEqual({
        status: expect.toBeOneOf(expected),
        errors: [],
        text: expect.not.stringMatching(/^$|node:|\.ts\b|\n +at /),
      });
    },
  );
});

interface Mistake {
  readonly title: string;
  readonly request: RequestParts;
  readonly expected: readonly number[];
}

/** Each way to ask for an operation that its contract rules out, by one change to a good request. */
function listMistakes(document: OpenApiDocument, located: LocatedOperation): Mistake[] {
  const good = exampleRequest(document, located);
  const { operationId } = located.operation;
  const mistakes: Mistake[] = [];
  const add = (title: string, change: Partial<RequestParts>, ...expected: number[]) =>
    mistakes.push({ title: `${operationId} ${title}`, request: { ...good, ...change }, expected });

  add("at an address below", { path: `${good.path}/x/y` }, 404);
  add("by TRACEX", { method: "LINK" }, 405);
  const isAlwaysBody = Object.entries(located.responses).every(([status, { content }]) => status >= "300" || content);
  if (isAlwaysBody) add("without what it takes", { headers: { ...good.headers, accept: "text/x-none" } }, 406);
  add("with a broken query", { query: [...good.query, ["__proto__", "1"]] }, 400);
  for (const [name, value] of good.query) {
    add(`with ${name} twice`, { query: [...good.query, [name, value]] }, 400);
  }
  for (const { name, in: place, required } of located.parameters) {
    if (place === "query" && required)
      add(`without ${name}`, { query: good.query.filter(([key]) => key !== name) }, 400);
  }
  const isOpen =
    located.security.length === 0 || located.security.some((requirement) => Object.keys(requirement).length === 0);
  if (!isOpen) {
    const keys = Object.values(document.components?.securitySchemes ?? {}).map(({ name }) => name);
    add("without a credential", { headers: {}, query: good.query.filter(([name]) => !keys.includes(name)) }, 401);
  }
  if (good.headers.authorization) {
    add("with a bad token", { headers: { ...good.headers, authorization: "Bearer bad" } }, 401);
    add("with two tokens", { headers: { ...good.headers, authorization: "Bearer a, Bearer b" } }, 400);
  }
  if (!good.body) return mistakes;
  const { body: _body, ...empty } = good;
  mistakes.push({ title: `${operationId} without a body`, request: empty, expected: [400] });
  add("as text/x-unknown", { body: { mediaType: "text/x-unknown", value: "x" } }, 415);
  if (good.body.mediaType !== "application/json") return mistakes;
  const json = (value: unknown) => ({ body: { mediaType: "application/json", value } });
  add("with broken JSON", json('{"'), 400);
  add("with deep JSON", json(`${"[".repeat(200_000)}${"]".repeat(200_000)}`), 400);
  add("with wide JSON", json(`[${"0,".repeat(100_000)}0]`), 413);
  add("with a prototype", json('{"__proto__":{}}'), 400);
  add("with a NUL", json('{"a":"\\u0000"}'), 400);
  add("with bytes that are no text", json(Uint8Array.of(0x22, 0xff, 0x22)), 400);
  add("with too much", json(" ".repeat(1_048_577)), 413);
  add("with null", json("null"), 400);
  add("with a list", json("[]"), 400);
  add(
    "with charset UTF-16",
    { ...json("{}"), headers: { ...good.headers, "content-type": "application/json; charset=utf-16" } },
    415,
  );
  return mistakes;
}
