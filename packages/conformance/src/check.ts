/** Asks a server for a case and says what is wrong with its answer. */

import { isDeepStrictEqual } from "node:util";
import { dereference, type ExampleObject } from "@parley/contracts/document";
import { createStreamChecker } from "@parley/streams/transcript";
import { createParser } from "eventsource-parser";
import type { NegativeCase, PositiveCase } from "./cases.ts";
import { type Contract, operationsById, violations } from "./contract.ts";
import { buildRequest } from "./request.ts";

/** A server to check, and how to reach it. */
export interface Target {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
}

/**
 * Asks for a documented answer with `Prefer` and checks status, content type, body and events.
 *
 * @returns One sentence for each problem; empty when the answer is right.
 */
export async function checkPositive(contract: Contract, test: PositiveCase, target: Target): Promise<string[]> {
  const { status, example, mediaType } = test;
  const prefer = [`code=${status}`, ...(example === undefined ? [] : [`example=${example}`])].join(", ");
  const headers = { ...test.request.headers, prefer, ...(mediaType !== undefined && { accept: mediaType }) };
  const request = await buildRequest(contract, target.baseUrl, { ...test.request, headers });
  const response = await target.fetch(request);
  const problems = String(response.status) === status ? [] : [`Status ${response.status}; expected ${status}.`];
  const contentType = response.headers.get("content-type")?.split(";", 1)[0];
  if (contentType !== mediaType)
    problems.push(`Content type ${contentType ?? "none"}; expected ${mediaType ?? "none"}.`);
  if (problems.length > 0 || mediaType === undefined) {
    await response.body?.cancel();
    return problems;
  }
  if (mediaType === "text/event-stream") return checkStream(contract, test, response);
  return checkBody(contract, test, response);
}

async function checkBody(contract: Contract, test: PositiveCase, response: Response): Promise<string[]> {
  const { operationId, status, mediaType = "", example = "" } = test;
  const media = operationsById(contract).get(operationId)?.responses[status]?.content?.[mediaType];
  const found = media?.examples?.[example];
  const expected: ExampleObject = found ? dereference(contract.document, found) : {};
  const bytes = Buffer.from(await response.arrayBuffer());
  const name = expected["x-external-file"];
  if (name !== undefined) {
    const file = await contract.readExample(name.replace(/^examples\//, ""));
    return bytes.equals(file) ? [] : [`The body is not the file ${name}.`];
  }
  const isJson = mediaType.includes("json");
  const body: unknown = isJson ? JSON.parse(bytes.toString("utf8")) : bytes.toString("utf8");
  const problems = violations(contract.validators[operationId]?.responses[status]?.[mediaType], body);
  if (!isDeepStrictEqual(body, expected.value)) problems.push(`The body is not the example "${example}".`);
  return problems;
}

/** Reads the stream as it comes: each event is checked when its bytes are there. */
async function checkStream(contract: Contract, { operationId }: PositiveCase, response: Response): Promise<string[]> {
  const stream = contract.streams[operationId];
  if (!stream || !response.body) return ["The answer is no stream."];
  const events = contract.validators[operationId]?.events ?? {};
  const checker = createStreamChecker({
    forms: stream,
    automaton: stream.automaton,
    validate: (name, data) => (stream.events[name]?.json ? violations(events[name], data) : []),
  });
  const problems: string[] = [];
  const parser = createParser({ onEvent: (event) => problems.push(...checker.next(event)) });
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text);
  return [...problems, ...checker.end()];
}

/** Sends a bad request and checks that it is refused as documented, with a body. */
export async function checkNegative(contract: Contract, test: NegativeCase, target: Target): Promise<string[]> {
  const request = await buildRequest(contract, target.baseUrl, test.request);
  const response = await target.fetch(request);
  const text = await response.text();
  const problems: string[] = [];
  const status = String(response.status);
  if (!test.expected.includes(status)) {
    problems.push(`Status ${status}; expected ${test.expected.join(" or ") || "a documented 4xx, but there is none"}.`);
  }
  if (text === "") problems.push("The refusal has no body.");
  if (status === "405" && !response.headers.get("allow")) problems.push("405 without Allow (RFC 9110 section 15.5.6).");
  const declared = test.isUnrouted ? undefined : contract.validators[test.operationId]?.responses[status];
  const contentType = response.headers.get("content-type")?.split(";", 1)[0] ?? "";
  if (declared && problems.length === 0) {
    problems.push(...violations(declared[contentType], contentType.includes("json") ? JSON.parse(text) : text));
  }
  return problems;
}
