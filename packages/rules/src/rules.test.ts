import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import plugin from "./plugin.ts";
import { runRedocly } from "./testing.ts";

const fixtures = join(import.meta.dirname, "__fixtures__");

interface Config {
  readonly apis: Readonly<Record<string, { root: string; rules?: Record<string, string> }>>;
  readonly preprocessors?: Readonly<Record<string, string>>;
  readonly rules?: Readonly<Record<string, string>>;
}

interface Report {
  readonly problems: readonly {
    ruleId: string;
    message: string;
    location: readonly { source: { ref: string }; start: { line: number } }[];
  }[];
}

function readConfig(path: string): Config {
  return parse(readFileSync(path, "utf8")) as Config; // the shape that redocly takes
}

const config = readConfig(join(fixtures, "redocly.yaml"));
const run = runRedocly(fixtures, "lint", "--format", "json");

/** Findings as `file:line rule: message`; the output is one JSON document for each fixture, one behind the other. */
const findings = run.stdout.split(/(?<=^\})(?=\{)/m).flatMap((text) => {
  const { problems } = JSON.parse(text) as Report; // the shape that redocly writes
  return problems.map(({ ruleId, message, location: [at] }) => {
    const sentence = message.replaceAll(fixtures + sep, "").replace(/known verbs: .*/, "known verbs: ...");
    return `${at?.source.ref}:${at?.start.line} ${ruleId}: ${sentence}`;
  });
});

const expected: Readonly<Record<string, readonly string[]>> = {
  "additional-properties": [
    "additional-properties/fail.yaml:6 parley/additional-properties: An object with properties is open by default: leave additionalProperties: true out.",
    "additional-properties/fail.yaml:10 parley/additional-properties: An object without properties is a map: say what it holds in additionalProperties.",
    "additional-properties/fail.yaml:11 parley/additional-properties: An object without properties is a map: say what it holds in additionalProperties.",
    "additional-properties/fail.yaml:12 parley/additional-properties: A closed object needs x-provenance-of: { additionalProperties: <level> }.",
    "additional-properties/fail.yaml:16 parley/additional-properties: A closed object needs x-provenance-of: { additionalProperties: <level> }.",
  ],
  "enum-null": ["enum-null/fail.yaml:6 parley/enum-null: Say null by anyOf with { type: 'null' }, not in the enum."],
  examples: [
    "examples/fail.yaml:7 parley/examples: A parameter needs an example.",
    "examples/fail.yaml:10 parley/examples: A body needs at least one named example.",
    "examples/fail.yaml:12 parley/examples: A body needs at least one named example.",
    "examples/fail.yaml:15 parley/examples: A body needs at least one named example.",
    "examples/fail.yaml:22 parley/examples: A body needs a schema.",
    "examples/fail.yaml:24 parley/examples: An example needs a summary.",
  ],
  "named-object": [
    "named-object/fail.yaml:9 parley/named-object: An object with properties needs a name: move it to the top level of a file in schemas.",
    "named-object/fail.yaml:17 parley/named-object: An object with properties needs a name: move it to the top level of a file in schemas.",
    "named-object/fail.yaml:22 parley/named-object: An object with properties needs a name: move it to the top level of a file in schemas.",
    "named-object/fail.yaml:24 parley/named-object: An object with properties needs a name: move it to the top level of a file in schemas.",
  ],
  "operation-id": [
    "operation-id/fail.yaml:5 parley/operation-id: Operation needs an operationId: verbNoun in camelCase, such as getThing.",
    'operation-id/fail.yaml:6 parley/operation-id: operationId "ReplaceThing" is not verbNoun in camelCase; known verbs: ...',
    'operation-id/fail.yaml:7 parley/operation-id: operationId "makeThing" is not verbNoun in camelCase; known verbs: ...',
    'operation-id/fail.yaml:8 parley/operation-id: operationId "delete" is not verbNoun in camelCase; known verbs: ...',
    'operation-id/fail.yaml:9 parley/operation-id: operationId "update_thing" is not verbNoun in camelCase; known verbs: ...',
    'operation-id/fail-second.yaml:5 parley/operation-id: operationId "getThing" is already used in __fixtures__/operation-id/fail.yaml; give this operation another.',
  ],
  "property-description": [
    'property-description/fail.yaml:9 parley/property-description: Property "id" needs a description.',
    'property-description/fail.yaml:10 parley/property-description: Property "alias" needs a description.',
    'property-description/fail.yaml:17 parley/property-description: Property "size" needs a description.',
  ],
  provenance: [
    "provenance/fail.yaml:5 parley/provenance: Operation needs x-provenance, one of seed, documented, observed, assumed.",
    "provenance/fail.yaml:6 parley/provenance: Operation needs x-provenance, one of seed, documented, observed, assumed.",
    "provenance/fail.yaml:10 parley/provenance: What is assumed needs a description that says why.",
    "provenance/fail.yaml:11 parley/provenance: x-provenance must be one of seed, documented, observed, assumed; found true.",
    "provenance/fail.yaml:12 parley/provenance: x-provenance-of belongs on operations and schemas only.",
    "provenance/fail.yaml:13 parley/provenance: What is assumed needs a description that says why.",
    'provenance/fail.yaml:17 parley/provenance: x-provenance must be one of seed, documented, observed, assumed; found "rumour".',
    "provenance/fail.yaml:21 parley/provenance: What is assumed needs a description that says why.",
    "provenance/fail.yaml:22 parley/provenance: What is assumed needs a description that says why.",
    'provenance/fail.yaml:25 parley/provenance: x-provenance must be one of seed, documented, observed, assumed; found ["seed"].',
    "provenance/fail.yaml:28 parley/provenance: What is assumed needs a description that says why.",
    "provenance/fail.yaml:31 parley/provenance: What is assumed needs a description that says why.",
    "provenance/fail.yaml:43 parley/provenance: Status 200 needs a level of its own, as the operation is seed: an entry in x-provenance-of, or x-provenance on the response.",
    'provenance/fail.yaml:35 parley/provenance: The level of "200" is seed, which is stronger than the operation: documented.',
    'provenance/fail.yaml:35 parley/provenance: The operation has no "201".',
    'provenance/fail.yaml:35 parley/provenance: The level of "404" must be one of seed, documented, observed, assumed; found "guessed".',
    "provenance/fail.yaml:39 parley/provenance: Status 500 needs a level of its own, as the operation is documented: an entry in x-provenance-of, or x-provenance on the response.",
    "provenance/fail.yaml:46 parley/provenance: minLength: needs an entry in x-provenance-of, as createThing leads here and is seed.",
    "provenance/fail.yaml:69 parley/provenance: pattern, minLength, maxLength: needs an entry in x-provenance-of, as createThing leads here and is seed.",
    "provenance/fail.yaml:70 parley/provenance: minItems: needs an entry in x-provenance-of, as createThing leads here and is seed.",
    "provenance/fail.yaml:76 parley/provenance: exclusiveMinimum: needs an entry in x-provenance-of, as createThing leads here and is seed.",
    "provenance/fail.yaml:71 parley/provenance: format: needs an entry in x-provenance-of, as createThing leads here and is seed.",
    "provenance/fail.yaml:58 parley/provenance: minimum: needs an entry in x-provenance-of, as createThing leads here and is seed.",
    'provenance/fail.yaml:72 parley/provenance: The schema has no "format".',
    'provenance/fail.yaml:72 parley/provenance: The level of "type" must be one of seed, documented, observed, assumed; found "sure".',
    'provenance/fail.yaml:73 parley/provenance: The level of "type" is seed, which is stronger than the schema: observed.',
    "provenance/fail.yaml:78 parley/provenance: What is assumed needs a description that says why.",
  ],
  "query-token": [
    'query-token/fail.yaml:7 parley/query-token: Credential "token" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:8 parley/query-token: Credential "access_token" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:9 parley/query-token: Credential "refreshToken" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:10 parley/query-token: Credential "client-secret" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:11 parley/query-token: Credential "Password" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:12 parley/query-token: Credential "userJwt" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:13 parley/query-token: Credential "apikey" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:14 parley/query-token: Credential "clientKey" in a query string needs x-token-in-query with the reason.',
    'query-token/fail.yaml:18 parley/query-token: Credential "k" in a query string needs x-token-in-query with the reason.',
  ],
  "schema-name": [
    'schema-name/fail.yaml:8 parley/schema-name: A schema called "Error" hides the class of the language.',
    'schema-name/fail.yaml:9 parley/schema-name: Schema "ThingResponse" ends in Response, which generators add to names themselves.',
    'schema-name/fail.yaml:10 parley/schema-name: Schema "ThingResponses" ends in Responses, which generators add to names themselves.',
    'schema-name/fail.yaml:11 parley/schema-name: Schema "ThingData" ends in Data, which generators add to names themselves.',
    'schema-name/fail.yaml:13 parley/schema-name: Schema "CreateThingResponse" ends in Response, which generators add to names themselves.',
    'schema-name/fail.yaml:12 parley/schema-name: Schema "CreateThingRequest" has the name that generators make of the operation createThing.',
    'schema-name/fail.yaml:14 parley/schema-name: Schema "CreateThingErrors" has the name that generators make of the operation createThing.',
  ],
  "server-variable": [
    "server-variable/fail.yaml:7 parley/server-variable: Describe the variable in the description of its server: swagger-parser refuses one here.",
  ],
  "shared-parameter": [
    'shared-parameter/fail.yaml:7 parley/shared-parameter: The query parameter "limit" is described in 2 places: move it to a file in parameters.',
    'shared-parameter/fail.yaml:13 parley/shared-parameter: The query parameter "limit" is described in 2 places: move it to a file in parameters.',
    'shared-parameter/fail.yaml:14 parley/shared-parameter: The query parameter "offset" is described in 2 places: move it to a file in parameters.',
  ],
  stream: [
    "stream/fail.yaml:10 parley/stream: x-stream belongs on text/event-stream only.",
    "stream/fail.yaml:19 parley/stream: An event stream needs x-stream.",
    "stream/fail.yaml:29 struct: The field `x-provenance` must be present on this level.",
    "stream/fail.yaml:29 struct: The field `resume` must be present on this level.",
    'stream/fail.yaml:30 struct: `discriminator` can be one of the following only: "event", "data.type", "text".',
    "stream/fail.yaml:35 struct: Property `resum` is not expected here.",
    "stream/fail.yaml:32 struct: The field `summary` must be present on this level.",
    'stream/fail.yaml:32 struct: `terminal` can be one of the following only: "true", "optional".',
    "stream/fail.yaml:32 struct: Property `data` is not expected here.",
    "stream/fail.yaml:33 struct: The field `seconds` must be present on this level.",
    'stream/fail.yaml:37 struct: `in` can be one of the following only: "query", "body".',
    'stream/fail.yaml:50 parley/stream: Event "both" needs exactly one of schema, text, pattern.',
    'stream/fail.yaml:51 parley/stream: Event "none" needs exactly one of schema, text, pattern.',
    'stream/fail.yaml:68 parley/stream: The grammar names an event "stranger" that is not in events.',
    'stream/fail.yaml:68 parley/stream: Event "lost" is not in the grammar.',
    'stream/fail.yaml:68 parley/stream: Event "lost" is a failure, so it must be terminal.',
    'stream/fail.yaml:85 parley/stream: The grammar lets the stream end after "start", which is not marked terminal.',
    'stream/fail.yaml:85 parley/stream: Event "done" is terminal, but the grammar lets events follow it.',
    'stream/fail.yaml:85 parley/stream: Event "done" is terminal, but the grammar does not let the stream end after it.',
    'stream/fail.yaml:85 parley/stream: The grammar lets the stream end after "content", which is not marked terminal.',
    "stream/fail.yaml:100 parley/stream: A closing parenthesis is missing at character 13 of the grammar.",
    "stream/fail.yaml:109 parley/stream: The schema of a stream is anyOf: a string, then the union of its event schemas.",
    'stream/fail.yaml:125 parley/stream: The schema of event "done" is not in the union.',
    'stream/fail.yaml:125 parley/stream: The schema of event "inline" is not in the union.',
    "stream/fail.yaml:125 parley/stream: The union has a schema that no event uses: Unused.",
    "stream/fail.yaml:125 parley/stream: The union has a schema that no event uses: 2.",
    "stream/fail.yaml:150 parley/stream: The union of events is anyOf: data may fit several of them.",
    'stream/fail.yaml:153 struct: `x-provenance` can be one of the following only: "seed", "documented", "observed", "assumed".',
    "stream/fail.yaml:199 parley/stream: The union of events is anyOf: data may fit several of them.",
    'stream/fail.yaml:192 parley/stream: The schema of event "text" needs the member "type" with const "text".',
    'stream/fail.yaml:193 parley/stream: The schema of event "done" needs the member "type" with const "done".',
  ],
  transcript: [
    'transcript/fail/openapi.yaml:21 parley/transcript: Transcript "unknownEvent". Event 1: unknown event "surprise".',
    'transcript/fail/openapi.yaml:22 parley/transcript: Transcript "invalidData". Event 1 (content): /text must be string.',
    'transcript/fail/openapi.yaml:22 parley/transcript: Transcript "invalidData". Event 1 (content): /index must be integer.',
    `transcript/fail/openapi.yaml:22 parley/transcript: Transcript "invalidData". Event 2 (content): / must have required property 'text'.`,
    'transcript/fail/openapi.yaml:23 parley/transcript: Transcript "invalidInlineData". Event 1 (inline): / must be object.',
    'transcript/fail/openapi.yaml:24 parley/transcript: Transcript "outOfOrder". Event 2: content is out of order; expected broken, done.',
    'transcript/fail/openapi.yaml:25 parley/transcript: Transcript "afterTheEnd". Event 2: done is out of order; expected the end of the stream.',
    'transcript/fail/openapi.yaml:26 parley/transcript: Transcript "earlyEnd". The stream ends early, after 1 events; expected content, inline, broken, done.',
    'transcript/fail/openapi.yaml:27 parley/transcript: Transcript "noBlankLine". No blank line ends the last event.',
    'transcript/fail/openapi.yaml:28 parley/transcript: Transcript "notJson". Event 1: the data is not JSON: "{\\"text".',
    'transcript/fail/openapi.yaml:29 parley/transcript: Transcript "wrongText". Event 1: unknown text "done" of event "done".',
    'transcript/fail/openapi.yaml:30 parley/transcript: Transcript "unusableSchemas". Event 1 (broken): its schema cannot be used: Invalid regular expression: /(/u: Unterminated group.',
    'transcript/fail/openapi.yaml:30 parley/transcript: Transcript "unusableSchemas". Event 2 (dangling): its schema cannot be found.',
    'transcript/fail/openapi.yaml:31 parley/transcript: Example "notAString" of a stream must be a wire transcript (a string).',
    'transcript/fail/openapi.yaml:32 parley/transcript: Example "notInline" of a stream must be a wire transcript (a string).',
  ],
  "operation-4xx-response": [
    "operation-4xx-response/fail.yaml:5 operation-4xx-response: Operation must have at least one `4XX` response.",
  ],
  "info-contact": ["info-contact/fail.yaml:2 info-contact: Info object should contain `contact` field."],
  "inline-examples": [
    "inline-examples/fail/openapi.yaml:13 parley/inline-examples: inline-examples/fail/missing.json is not there.",
    "inline-examples/fail/openapi.yaml:14 parley/inline-examples: inline-examples/fail/broken.json:2:1 is no JSON: value expected.",
    "inline-examples/fail/openapi.yaml:18 parley/inline-examples: inline-examples/fail/missing.png is not there.",
    "inline-examples/fail/openapi.yaml:15 no-invalid-media-type-examples: Example value must conform to the schema: type must be string.",
  ],
};

test("every fixture is linted", () => {
  const linted = [...run.stderr.matchAll(/^(.*): validated in/gm)].map(([, root]) => root);
  expect(linted).toEqual(Object.values(config.apis).map(({ root }) => root));
});

test.each(Object.keys(expected))("%s finds every fault of the failing fixture", (rule) => {
  expect(findings.filter((finding) => finding.startsWith(`${rule}/fail`))).toEqual(expected[rule]);
});

test.each(Object.keys(expected))("%s finds nothing in the passing fixture", (rule) => {
  expect(Object.keys(config.apis)).toContain(`${rule}/pass`);
  expect(findings.filter((finding) => finding.startsWith(`${rule}/pass`))).toEqual([]);
});

/** Rules of Redocly itself that the contracts lean on, so a failing fixture proves that they bite. */
const redoclyRules = ["info-contact", "operation-4xx-response"];

test("every rule of the plugin is an error for the contracts and has fixtures", () => {
  const names = Object.keys(plugin().rules.oas3).map((name) => `parley/${name}`);
  const { rules = {}, preprocessors } = readConfig(join(import.meta.dirname, "../../../spec/redocly.yaml"));
  const own = Object.entries(rules).filter(([name]) => name.startsWith("parley/"));
  expect(Object.fromEntries(own)).toEqual(Object.fromEntries(names.map((name) => [name, "error"])));
  for (const name of redoclyRules) expect(rules[name], name).toBe("error");
  expect(preprocessors).toEqual({ "parley/inline-examples": "on" });
  expect(Object.keys(expected).toSorted()).toEqual(
    [...Object.keys(plugin().rules.oas3), "inline-examples", ...redoclyRules].toSorted(),
  );
});

test("inline-examples puts text and bytes into the document and keeps the name of a binary file", () => {
  const picture = join(fixtures, "inline-examples/pass/examples/thing.png");
  const { stdout } = runRedocly(fixtures, "bundle", "inline-examples/pass", "--ext", "json");
  expect(JSON.parse(stdout)).toHaveProperty(["paths", "/things", "get", "responses", "200", "content"], {
    "application/json": {
      examples: {
        ok: { summary: "JSON", value: { name: "From a file" } },
        inPlace: { summary: "Not a file", value: { name: "In place" } },
      },
    },
    "text/event-stream": { examples: { ok: { summary: "A transcript", value: "event: done\ndata: {}\n\n" } } },
    "image/png": {
      examples: {
        ok: {
          summary: "Not text",
          value: `data:application/octet-stream;base64,${readFileSync(picture).toString("base64")}`,
          "x-external-file": "examples/thing.png",
        },
      },
    },
  });
});
