/** The OpenAPI 3.2 projection of a contract: event streams as `itemSchema`, transcripts as `serializedValue`. */

import { parseTranscript } from "@parley/streams/transcript";
import { listExamples, type MediaTypeObject, type OpenApiDocument, type StreamObject } from "../document.ts";

type Json = Record<string, unknown>;

/** The same contract as an OpenAPI 3.2 document; the input is not changed. */
export function projectToOpenApi32(document: OpenApiDocument): Json {
  function project(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(project);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) =>
        key === "text/event-stream" ? [key, projectStream(document, inner as MediaTypeObject)] : [key, project(inner)],
      ),
    );
  }
  return { ...(project(document) as Json), openapi: "3.2.0" };
}

function projectStream(document: OpenApiDocument, media: MediaTypeObject): Json {
  const { schema: _transcript, examples: _transcripts, "x-stream": stream, ...rest } = media;
  if (!stream) throw new Error("An event stream needs x-stream");
  return {
    ...rest,
    "x-stream": stream,
    itemSchema: itemSchema(stream),
    // A referenced example would be read as one of 3.1, so it is put in place.
    examples: Object.fromEntries(
      listExamples(document, media).map(([name, { value, ...example }]) => [
        name,
        { ...example, dataValue: items(String(value)), serializedValue: value },
      ]),
    ),
  };
}

/** The items of a transcript as OpenAPI 3.2 section "Server-Sent Event Streams" sees them: field names and values. */
function items(transcript: string): Json[] {
  return parseTranscript(transcript).map(({ event, data }) => (event ? { event, data } : { data }));
}

function itemSchema(stream: StreamObject): Json {
  return {
    type: "object",
    required: stream.discriminator === "event" ? ["event", "data"] : ["data"],
    properties: {
      event: { type: "string", description: "Name of the event." },
      data: { type: "string", description: "Data of the event." },
    },
    anyOf: Object.entries(stream.events).map(([name, event]) => {
      const data = event.schema
        ? { contentMediaType: "application/json", contentSchema: event.schema }
        : event.text !== undefined
          ? { const: event.text }
          : { pattern: event.pattern };
      const properties = stream.discriminator === "event" ? { event: { const: name }, data } : { data };
      return { title: name, description: event.summary, properties };
    }),
  };
}
