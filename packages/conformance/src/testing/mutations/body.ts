/** Wrong bodies of documented answers. */

import { exampleAnswer } from "@parley/samples";
import { fileOf } from "../../contract.ts";
import { isEventStream, isExample, isJsonBody, objectOf } from "./kinds.ts";
import type { Mutation, Recorded } from "./recording.ts";

/** A change of the text of a JSON body, for every case, as nothing that is not JSON may stand there. */
function text(name: string, change: (text: string) => string | Uint8Array): Mutation {
  return { name, apply: (one) => (isJsonBody(one) ? { body: change(one.text) } : undefined) };
}

/** A change of the JSON object of an example. */
function example(
  name: string,
  change: (value: Record<string, unknown>, one: Recorded) => unknown,
  appliesTo: (value: Record<string, unknown>) => boolean = () => true,
): Mutation {
  return {
    name,
    apply: (one) => {
      const value = isExample(one) ? objectOf(one) : undefined;
      if (!value || !appliesTo(value)) return undefined;
      return { body: JSON.stringify(change(value, one)) };
    },
  };
}

/** A change of one member, where the example has one like it. */
function member(name: string, isLike: (value: unknown, name: string) => boolean, change: (value: unknown) => unknown) {
  const find = (value: Record<string, unknown>) => Object.keys(value).find((key) => isLike(value[key], key));
  return example(
    name,
    (value) => {
      const key = find(value) ?? "";
      return { ...value, [key]: change(value[key]) };
    },
    (value) => find(value) !== undefined,
  );
}

const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number";
const isList = (value: unknown) => Array.isArray(value) && value.length > 0;

/** Every wrong body by its name. */
export const bodyMutations: readonly Mutation[] = [
  text("JSON: cut off", (json) => json.slice(0, -1)),
  text("JSON: cut in the middle", (json) => json.slice(0, Math.floor(json.length / 2))),
  text("JSON: twice", (json) => json + json),
  text("JSON: a comma too many", (json) => json.replace(/\}$/, ",}")),
  text("JSON: with a comment", (json) => `/* ok */ ${json}`),
  text("JSON: in single quotes", (json) => json.replaceAll('"', "'")),
  text("JSON: as a call (JSONP)", (json) => `callback(${json});`),
  text("JSON: behind a guard", (json) => `)]}',\n${json}`),
  text("JSON: with a byte order mark", (json) => `\uFEFF${json}`),
  text("JSON: in UTF-16", (json) => Buffer.from(json, "utf16le")),
  text("JSON: with bytes that are no UTF-8", (json) =>
    Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.of(0xff)]),
  ),
  text("JSON: with a name twice", (json) => json.replace(/^\{("\w+":)/, "{$1null,$1")),
  text("JSON: with NaN", (json) => json.replace(/:("(?:[^"\\]|\\.)*"|[\w.-]+|\[|\{)/, ':NaN,"x":$1')),
  text("JSON: as a page", () => "<!doctype html><title>Error</title>"),
  text("JSON: empty", () => ""),
  text("JSON: only blanks", () => "  \n"),

  example("a body as null", () => null),
  example("a body in a list", (value) => [value]),
  example("a body as text", (value) => JSON.stringify(value)),
  example("a body in an envelope", (value) => ({ data: value })),
  example(
    "an empty object",
    () => ({}),
    (value) => Object.keys(value).length > 0,
  ),
  example(
    "a member missing",
    (value) => Object.fromEntries(Object.entries(value).slice(1)),
    (value) => Object.keys(value).length > 0,
  ),
  example(
    "the last member missing",
    (value) => Object.fromEntries(Object.entries(value).slice(0, -1)),
    (value) => Object.keys(value).length > 0,
  ),
  example("a member too many", (value) => ({ ...value, parleyExtra: 1 })),
  example("a member with a password", (value) => ({ ...value, password: "hunter2" })),
  example(
    "a member that is writeOnly",
    (value) => ({ ...value, pin: "1234" }),
    (value) => !("pin" in value),
  ),
  example(
    "a member renamed",
    (value) =>
      Object.fromEntries(Object.entries(value).map(([name, inner], index) => [index === 0 ? `${name}X` : name, inner])),
    (value) => Object.keys(value).length > 0,
  ),
  member(
    "a member as null",
    (value) => value !== null,
    () => null,
  ),
  member("a text as a number", isText, () => 17),
  member("a text in other words", isText, (value) => `${String(value)}!`),
  member(
    "a text in other letters",
    (value) => isText(value) && String(value) !== String(value).toUpperCase(),
    (value) => String(value).toUpperCase(),
  ),
  member(
    "a text empty",
    (value) => isText(value) && value !== "",
    () => "",
  ),
  member("a number as text", isNumber, String),
  member("a number one higher", isNumber, (value) => Number(value) + 1),
  member("a number beyond its maximum", isNumber, () => Number.MAX_SAFE_INTEGER),
  member("a number with a fraction", isNumber, (value) => Number(value) + 0.5),
  member(
    "a truth turned around",
    (value) => typeof value === "boolean",
    (value) => !value,
  ),
  member(
    "an unknown word of an enum",
    (value, name) => isText(value) && /kind|status|type/.test(name),
    () => "parley",
  ),
  member(
    "a date in another format",
    (value) => isText(value) && /^\d{4}-\d\d-\d\dT/.test(String(value)),
    () => "1 March 2026",
  ),
  member(
    "a date at another time",
    (value) => isText(value) && /^\d{4}-\d\d-\d\dT/.test(String(value)),
    () => "2001-01-01T00:00:00Z",
  ),
  member("a list as an object", isList, (value) => ({ ...(value as unknown[]) })),
  member("a list with an item less", isList, (value) => (value as unknown[]).slice(1)),
  member("a list with an item twice", isList, (value) => [...(value as unknown[]), (value as unknown[])[0]]),
  member(
    "a list in another order",
    (value) => Array.isArray(value) && JSON.stringify(value) !== JSON.stringify([...value].reverse()),
    (value) => [...(value as unknown[])].reverse(),
  ),
  member(
    "null as a text",
    (value) => value === null,
    () => "null",
  ),
  {
    name: "the body of another example",
    apply: (one) => {
      const { test, contract, text: own } = one;
      if (test.kind !== "positive" || !isJsonBody(one) || test.mediaType === undefined) return undefined;
      const media = one.located.responses[test.status]?.content?.[test.mediaType];
      const other = Object.keys(media?.examples ?? {}).find((name) => name !== test.example);
      if (other === undefined) return undefined;
      return async () => {
        const wish = {
          prefer: `code=${test.status}, example=${other}`,
          accept: test.mediaType ?? null,
          streaming: false,
        };
        const { body } = exampleAnswer(contract, test.operationId, wish);
        const isSame = JSON.stringify(body) === JSON.stringify(JSON.parse(own));
        return Response.json(isSame ? null : body, {
          status: one.status,
          headers: [...one.headers] as [string, string][],
        });
      };
    },
  },
  {
    name: "text: a word more",
    apply: (one) => (isPage(one) ? { body: `${one.text} ` } : undefined),
  },
  {
    name: "text: in Latin-1",
    apply: (one) =>
      isPage(one) && !/^\p{ASCII}*$/u.test(one.text) ? { body: Buffer.from(one.text, "latin1") } : undefined,
  },
  { name: "text: empty", apply: (one) => (isPage(one) ? { body: "" } : undefined) },
  {
    name: "bytes: one other",
    apply: (one) =>
      isFile(one) ? { body: one.bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte)) } : undefined,
  },
  { name: "bytes: one less", apply: (one) => (isFile(one) ? { body: one.bytes.subarray(1) } : undefined) },
  { name: "bytes: as base64", apply: (one) => (isFile(one) ? { body: one.bytes.toString("base64") } : undefined) },
  { name: "bytes: decoded as text", apply: (one) => (isFile(one) ? { body: `\uFFFD${one.text}` } : undefined) },
];

function isPage(one: Recorded): boolean {
  return (
    isExample(one) &&
    !isJsonBody(one) &&
    !isEventStream(one) &&
    /^(text\/|application\/javascript)/.test(one.contentType) &&
    !isBinary(one)
  );
}

function isFile(one: Recorded): boolean {
  return isExample(one) && isBinary(one);
}

function isBinary({ test, located }: Recorded): boolean {
  if (test.kind !== "positive" || test.example === undefined) return false;
  const found = located.responses[test.status]?.content?.[test.mediaType ?? ""]?.examples?.[test.example];
  return found !== undefined && !("$ref" in found) && fileOf(found) !== undefined;
}
