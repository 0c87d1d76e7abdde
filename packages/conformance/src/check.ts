/** Asks a server for a case and says what is wrong with its answer. */

import { type ExampleObject, type LocatedOperation, listExamples } from "@parley/contracts/document";
import { checkBody, readBody, schemaProblems } from "./body-checks.ts";
import type { NegativeCase, PositiveCase } from "./case-types.ts";
import { type Contract, operationOf } from "./contract.ts";
import type { TimeLimit } from "./deadline.ts";
import { type Answer, count, exchange } from "./exchange.ts";
import { allowProblems, examplesOf, headerProblems, lengthProblems } from "./header-checks.ts";
import { judgeKnown, type KnownFailure } from "./known-failures.ts";
import { leakProblems } from "./leak.ts";
import { contentTypeProblems, findMediaType, isJson } from "./media-type.ts";
import { buildRequest, presentedCredentials, type RequestPlan } from "./request.ts";
import { checkStream } from "./stream-checks.ts";

/** A server to check, how to reach it, and how long to wait for it. */
export interface Target extends TimeLimit {
  readonly baseUrl: string;
  /** Sends a request; a function of this process, or that of the platform. */
  readonly fetch: typeof fetch;
  /** Cases that this server is known to fail; one that passes is a problem. */
  readonly knownFailures?: readonly KnownFailure[];
}

/**
 * Asks for a documented answer with `Prefer` and checks status, headers, content type, body and events.
 *
 * @returns One sentence for each problem; empty when the answer is right.
 */
export async function checkPositive(contract: Contract, test: PositiveCase, target: Target): Promise<string[]> {
  const { status, example, mediaType } = test;
  const prefer = [`code=${status}`, ...(example === undefined ? [] : [`example=${example}`])].join(", ");
  const headers = { ...test.request.headers, prefer, ...(mediaType !== undefined && { accept: mediaType }) };
  const plan = { ...test.request, headers };
  const problems = await ask(contract, plan, target, (answer, problems) =>
    checkAnswer(contract, test, answer, problems),
  );
  return judgeKnown(test.title, problems, target.knownFailures);
}

/** Sends a bad request and checks that it is refused as documented, with a body that tells nothing of the inside. */
export async function checkNegative(contract: Contract, test: NegativeCase, target: Target): Promise<string[]> {
  const problems = await ask(contract, test.request, target, (answer, problems) =>
    checkRefusal(contract, test, answer, problems),
  );
  return judgeKnown(test.title, problems, target.knownFailures);
}

/** Sends a request and checks its answer; credentials that were presented are kept out of the problems. */
async function ask(
  contract: Contract,
  plan: RequestPlan,
  target: Target,
  check: Parameters<typeof exchange>[3],
): Promise<string[]> {
  const build = (signal: AbortSignal) => buildRequest(contract, target.baseUrl, plan, signal);
  const problems = await exchange(build, target.fetch, target, check);
  const secrets = presentedCredentials(contract, plan);
  return problems.map((problem) => secrets.reduce((text, secret) => text.replaceAll(secret, "***"), problem));
}

async function checkAnswer(contract: Contract, test: PositiveCase, answer: Answer, problems: string[]): Promise<void> {
  const { response } = answer;
  const { status, mediaType, example } = test;
  const located = operationOf(contract, test.operationId);
  if (test.isHead) return checkHead(contract, test, answer, problems);

  const type = response.headers.get("content-type");
  const isExpected = String(response.status) === status;
  if (!isExpected) problems.push(`Status ${response.status}; expected ${status}.`);
  if (response.redirected) problems.push("A redirect was followed; expected the answer itself.");
  if (mediaType !== undefined) problems.push(...contentTypeProblems(type, [mediaType]));
  else if (type !== null) problems.push(`Content type ${type.split(";", 1)[0]}; expected none.`);
  if (!isExpected) {
    if (response.status < 500) return;
    problems.push(...leaksOf(contract, test.request, [], response, (await answer.bytes()).toString()));
    return;
  }
  problems.push(...headerProblems(contract, located, status, response.headers));
  if (mediaType === undefined) {
    const { length } = await answer.bytes();
    if (length > 0) problems.push(`The body has ${count(length, "byte")}; expected none.`);
    problems.push(...lengthProblems(response, length));
    return;
  }
  // What comes as something else cannot be read.
  if (findMediaType(type, [mediaType]) === undefined) return;
  const check = mediaType === "text/event-stream" ? checkStream : checkBody;
  problems.push(...(await check(contract, located, { status, mediaType, example }, answer)));
}

/** RFC 9110 section 9.3.2: the head of the answer to GET, and nothing below it; or HEAD is not known. */
async function checkHead(
  contract: Contract,
  { operationId, status, mediaType }: PositiveCase,
  answer: Answer,
  problems: string[],
): Promise<void> {
  const { response } = answer;
  const type = response.headers.get("content-type");
  if (response.status === 405) {
    problems.push(...allowProblems(contract, operationOf(contract, operationId).path, "HEAD", response.headers));
  } else if (String(response.status) !== status) {
    problems.push(`Status ${response.status}; expected ${status}, or 405.`);
  } else if (type !== null && mediaType !== undefined) {
    problems.push(...contentTypeProblems(type, [mediaType]));
  }
  const { length } = await answer.bytes();
  if (length > 0) problems.push(`The body has ${count(length, "byte")}; expected none, because of HEAD.`);
}

async function checkRefusal(contract: Contract, test: NegativeCase, answer: Answer, problems: string[]): Promise<void> {
  const { response } = answer;
  const { expected, isUnrouted } = test;
  const located = operationOf(contract, test.operationId);
  const status = String(response.status);
  if (!isUnrouted && isErrorRedirect(contract, located, response)) return;
  if (response.redirected) problems.push("A redirect was followed; expected the refusal itself.");
  const isExpected = expected.includes(status);
  if (!isExpected) {
    problems.push(`Status ${status}; expected ${expected.join(" or ") || "a documented 4xx, but there is none"}.`);
  }
  // The body of what is no refusal may be a stream without an end.
  if (response.status < 400) return;
  if (status === "405") {
    problems.push(...allowProblems(contract, located.path, test.request.method, response.headers));
  }
  const documented = isUnrouted ? undefined : located.responses[status];
  const content = documented?.content ?? {};
  const types = Object.keys(content);
  const type = response.headers.get("content-type");
  if (isExpected && documented) problems.push(...headerProblems(contract, located, status, response.headers));

  const bytes = await answer.bytes();
  problems.push(...lengthProblems(response, bytes.length));
  if (bytes.length === 0) problems.push("The refusal has no body.");
  const examples = Object.values(content).flatMap((media) => listExamples(contract.document, media));
  problems.push(
    ...leaksOf(
      contract,
      test.request,
      examples.map(([, example]) => example),
      response,
      bytes.toString(),
    ),
  );
  if (!isExpected || bytes.length === 0) return;
  problems.push(...contentTypeProblems(type, types));
  const mediaType = documented ? findMediaType(type, types) : (type ?? undefined);
  if (mediaType === undefined) return;
  const body = readBody(bytes, mediaType);
  if ("problem" in body) problems.push(body.problem);
  else if (documented && isJson(mediaType)) {
    problems.push(...schemaProblems(contract, located, { status, mediaType }, body.value));
  }
}

/** RFC 6749 section 4.1.2.1: where the contract shows it, an error is told by the address that a redirect leads to. */
function isErrorRedirect(contract: Contract, { responses }: LocatedOperation, response: Response): boolean {
  const location = responses[String(response.status)]?.headers?.Location;
  if (!location || "$ref" in location) return false;
  const hasError = (address: unknown) => /[?&]error=./.test(String(address));
  return examplesOf(contract.document, location).some(hasError) && hasError(response.headers.get("location"));
}

/** What a refusal tells in its body or its header fields; what the caller or the contract said first does not count. */
function leaksOf(
  contract: Contract,
  { path, ...plan }: RequestPlan,
  examples: readonly ExampleObject[],
  response: Response,
  text: string,
): string[] {
  const allowed = [path, decodeURI(path), ...examples.map(({ value }) => JSON.stringify(value) ?? "")];
  const fields = [...response.headers].map(([, value]) => value).join("\n");
  const isVersion = (problem: string) => problem.includes("version");
  // Server and Via name software by design (RFC 9110 sections 7.6.3 and 10.2.4).
  const problems = leakProblems(text, { allowed }).concat(
    leakProblems(fields, { allowed }).filter((problem) => !isVersion(problem)),
  );
  const secrets = presentedCredentials(contract, { path, ...plan });
  if (secrets.some((secret) => `${text}\n${fields}`.includes(secret))) {
    problems.push("The refusal repeats a credential that was presented.");
  }
  return [...new Set(problems)];
}
