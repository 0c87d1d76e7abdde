/** The contract of the fixture, with everything that the generator would make of its document. */

import type { StreamContract } from "@parley/contracts";
import {
  type LocatedOperation,
  listOperations,
  type OpenApiDocument,
  type ParameterObject,
  type SchemaObject,
} from "@parley/contracts/document";
import { compileGrammar } from "@parley/streams/grammar";
import type { Contract, OperationValidators } from "../contract.ts";
import { compileSchema } from "../header-schema.ts";
import { document } from "./document.ts";

function validatorsOf(source: OpenApiDocument, located: LocatedOperation): OperationValidators {
  const compile = (schema: SchemaObject = {}) => compileSchema(source, schema);
  const byType = (content: Readonly<Record<string, { readonly schema?: SchemaObject }>> = {}) =>
    Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, compile(schema)]));
  const place = (name: ParameterObject["in"]) => {
    const own = located.parameters.filter((parameter) => parameter.in === name);
    const nameOf = (parameter: ParameterObject) => (name === "header" ? parameter.name.toLowerCase() : parameter.name);
    return compile({
      type: "object",
      properties: Object.fromEntries(own.map((parameter) => [nameOf(parameter), parameter.schema ?? {}])),
      required: own.filter(({ required }) => required).map(nameOf),
    });
  };
  return {
    parameters: { path: place("path"), query: place("query"), header: place("header") },
    request: byType(located.requestBody?.content),
    responses: Object.fromEntries(
      Object.entries(located.responses).map(([status, { content }]) => [status, byType(content)]),
    ),
    events: Object.fromEntries(
      Object.entries(streamOf(located)?.events ?? {}).flatMap(([name, { schema }]) =>
        schema ? [[name, compile(schema)]] : [],
      ),
    ),
  };
}

function streamOf({ responses }: LocatedOperation) {
  return responses["200"]?.content?.["text/event-stream"]?.["x-stream"];
}

function streamContract(located: LocatedOperation): StreamContract | undefined {
  const stream = streamOf(located);
  if (!stream) return undefined;
  const events = Object.entries(stream.events);
  return {
    discriminator: stream.discriminator,
    events: Object.fromEntries(
      events.map(([name, { schema, text }]) => [
        name,
        { ...(schema && { json: true }), ...(text !== undefined && { text }) },
      ]),
    ),
    terminal: events.filter(([, { terminal }]) => terminal === true).map(([name]) => name),
    failures: [],
    grammar: stream.grammar,
    automaton: compileGrammar(stream.grammar),
    resume: stream.resume,
  };
}

/** Makes a contract of a document as the generator does, without its files. */
export function compileContract(source: OpenApiDocument, files: Readonly<Record<string, string>> = {}): Contract {
  const operations = listOperations(source);
  return {
    name: source.info.title.toLowerCase(),
    document: source,
    validators: Object.fromEntries(
      operations.map((located) => [located.operation.operationId, validatorsOf(source, located)]),
    ),
    streams: Object.fromEntries(
      operations.flatMap((located) => {
        const stream = streamContract(located);
        return stream ? [[located.operation.operationId, stream]] : [];
      }),
    ),
    readExample: async (name) => {
      const file = files[name];
      if (file === undefined) throw new Error(`No file ${name}`);
      return Buffer.from(file);
    },
  };
}

/** The contract of the fixture. */
export const contract = compileContract(document, { "note.bin": "\u0000\u0001bytes" });
