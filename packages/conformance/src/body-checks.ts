/** Checks the body of an answer: its encoding, its schema, and that it is the example that was asked for. */

import { dereference, type ExampleObject, type LocatedOperation } from "@parley/contracts/document";
import { type Contract, fileOf } from "./contract.ts";
import { type Answer, count } from "./exchange.ts";
import { lengthProblems } from "./header-checks.ts";
import { isJson } from "./media-type.ts";
import { findRepeatedName } from "./repeated-name.ts";
import { describeValue, firstDifference, violations } from "./sentences.ts";
import { writeOnlyProblems } from "./write-only.ts";

/** A body that was read: its value, or why it has none. */
export type ReadBody = { readonly value: unknown } | { readonly problem: string };

/** The documented answer that a body is compared with. */
export interface DocumentedBody {
  readonly status: string;
  readonly mediaType: string;
  /** Name of the example that was asked for. */
  readonly example?: string | undefined;
}

/** What is wrong with a body. */
export async function checkBody(
  contract: Contract,
  located: LocatedOperation,
  documented: DocumentedBody,
  answer: Answer,
): Promise<string[]> {
  const { mediaType, example } = documented;
  const bytes = await answer.bytes();
  const problems = lengthProblems(answer.response, bytes.length);
  const expected = exampleOf(contract, located, documented);
  const name = expected && fileOf(expected);
  if (name !== undefined) {
    const file = await contract.readExample(name);
    if (!bytes.equals(file)) problems.push(`The body is not the file examples/${name}${lengths(bytes, file)}.`);
    return problems;
  }
  const body = readBody(bytes, mediaType);
  if ("problem" in body) return [...problems, body.problem];
  problems.push(...schemaProblems(contract, located, documented, body.value));
  const difference = expected && firstDifference(body.value, expected.value);
  if (difference !== undefined) {
    const place = isJson(mediaType) ? difference : describeLength(body.value, expected?.value);
    problems.push(`The body is not the example "${example}": ${place}.`);
  }
  return problems;
}

/** What the schema of the contract says of a body. */
export function schemaProblems(
  contract: Contract,
  located: LocatedOperation,
  { status, mediaType }: DocumentedBody,
  value: unknown,
): string[] {
  const validate = contract.validators[located.operation.operationId]?.responses[status]?.[mediaType];
  const { schema = {} } = located.responses[status]?.content?.[mediaType] ?? {};
  return [
    ...violations(validate, value).map((violation) => `Body: ${violation}.`),
    ...writeOnlyProblems(contract.document, schema, value),
  ];
}

/** Decodes a body; what cannot be is told without quoting it. */
export function readBody(bytes: Buffer, mediaType: string): ReadBody {
  let text: string;
  try {
    // RFC 8259 section 8.1: no byte order mark may stand before JSON.
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { problem: "The body is not UTF-8." };
  }
  if (!isJson(mediaType)) return { value: text };
  if (text === "") return { problem: "The body is empty; expected JSON." };
  try {
    const value: unknown = JSON.parse(text);
    const name = findRepeatedName(text);
    return name === undefined
      ? { value }
      : { problem: `The body has the name ${JSON.stringify(name)} twice in one object.` };
  } catch {
    const what = text.startsWith("\uFEFF") ? "begins with a byte order mark (RFC 8259 section 8.1)" : "is not JSON";
    return { problem: `The body of ${count(bytes.length, "byte")} ${what}; expected JSON.` };
  }
}

/** The example that was asked for; `undefined` where none was. */
export function exampleOf(
  { document }: Contract,
  { responses }: LocatedOperation,
  { status, mediaType, example }: DocumentedBody,
): ExampleObject | undefined {
  const found = example === undefined ? undefined : responses[status]?.content?.[mediaType]?.examples?.[example];
  return found && dereference<ExampleObject>(document, found);
}

function lengths(actual: Buffer, expected: Buffer): string {
  const difference = actual.length === expected.length ? "other bytes" : `${actual.length} bytes`;
  return `: it has ${difference}; expected its ${expected.length} bytes`;
}

function describeLength(actual: unknown, expected: unknown): string {
  const [found, wanted] = [String(actual), String(expected)];
  const at = [...wanted].findIndex((character, index) => character !== found[index]);
  const position = at === -1 ? wanted.length : at;
  const here = describeValue(found.slice(position, position + 20));
  return `from character ${position + 1} it is ${here}; expected ${describeValue(wanted.slice(position, position + 20))}`;
}
