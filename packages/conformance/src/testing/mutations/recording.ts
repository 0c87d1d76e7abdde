/** The answers of an honest server to every case, and what a mutation makes of one. */

import type { ManualClock } from "@parley/clock/manual";
import type { LocatedOperation } from "@parley/contracts/document";
import type { NegativeCase, PositiveCase } from "../../case-types.ts";
import { listCases } from "../../cases.ts";
import { checkNegative, checkPositive } from "../../check.ts";
import { type Contract, operationOf } from "../../contract.ts";
import { createHonestServer } from "../honest-server.ts";

/** An answer as plain data, so that every part of it can be replaced, also by what HTTP forbids. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | ReadableStream<Uint8Array>;
  readonly redirected?: boolean;
}

/** What a server does with a request instead of answering. */
export type Behaviour = () => Promise<Response>;

/** A case with the honest answer to it. */
export interface Recorded {
  readonly contract: Contract;
  readonly test: PositiveCase | NegativeCase;
  readonly located: LocatedOperation;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bytes: Buffer;
  /** The body as text. */
  readonly text: string;
  readonly contentType: string;
}

/** Time for the servers that take too much of it. */
export interface MutationContext {
  readonly clock: ManualClock;
  /** Moves the time past every limit. */
  expire(): void;
}

/** One way to be wrong; `undefined` where it does not apply. */
export interface Mutation {
  readonly name: string;
  readonly apply: (recorded: Recorded, context: MutationContext) => Partial<RawAnswer> | Behaviour | undefined;
}

/** Asks the honest server for every case of a contract. */
export async function record(contract: Contract): Promise<{ recorded: Recorded[]; problems: string[] }> {
  const server = createHonestServer(contract);
  const { positive, negative } = listCases(contract);
  const recorded: Recorded[] = [];
  const problems: string[] = [];
  for (const test of [...positive, ...negative]) {
    const fetch = async (input: string | URL | Request) => {
      const response = await server(new Request(input));
      const bytes = Buffer.from(await response.clone().arrayBuffer());
      recorded.push({
        contract,
        test,
        located: operationOf(contract, test.operationId),
        status: response.status,
        headers: [...response.headers],
        bytes,
        text: bytes.toString(),
        contentType: response.headers.get("content-type") ?? "",
      });
      return response;
    };
    const found = await check(contract, test, { baseUrl: "http://server.example", fetch });
    problems.push(...found.map((problem) => `${test.title}: ${problem}`));
  }
  return { recorded, problems };
}

/** Checks a case of either kind. */
function check(
  contract: Contract,
  test: PositiveCase | NegativeCase,
  target: Parameters<typeof checkPositive>[2],
): Promise<string[]> {
  return test.kind === "positive" ? checkPositive(contract, test, target) : checkNegative(contract, test, target);
}

/** What the suite finds wrong with a mutated answer; `undefined` where the mutation does not apply. */
export async function checkMutated(
  recorded: Recorded,
  mutation: Mutation,
  context: MutationContext,
): Promise<string[] | undefined> {
  const mutated = mutation.apply(recorded, context);
  if (mutated === undefined) return undefined;
  const { status, headers, bytes } = recorded;
  const respond =
    typeof mutated === "function" ? mutated : async () => toResponse({ status, headers, body: bytes, ...mutated });
  const { clock } = context;
  return check(recorded.contract, recorded.test, {
    baseUrl: "http://server.example",
    fetch: respond,
    timeout: 5_000,
    clock,
  });
}

/** A response with every part as it is given; the constructor would refuse some. */
export function toResponse({ status, headers, body, redirected = false }: RawAnswer): Response {
  const content = typeof body === "string" || body instanceof ReadableStream ? body : new Uint8Array(body);
  const response = new Response(content, { headers: {} });
  response.headers.delete("content-type");
  for (const [name, value] of headers) response.headers.append(name, value);
  return Object.defineProperties(response, { status: { value: status }, redirected: { value: redirected } });
}

/** The headers of an answer with one replaced, or left out. */
export function withHeader(
  headers: Recorded["headers"],
  name: string,
  ...values: string[]
): readonly (readonly [name: string, value: string])[] {
  const others = headers.filter(([field]) => field.toLowerCase() !== name.toLowerCase());
  return [...others, ...values.map((value) => [name, value] as const)];
}
