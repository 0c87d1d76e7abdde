/** Node types of the extension `x-stream`, so that references in it resolve and unknown members are found. */

import { provenanceLevels } from "./provenance-level.ts";
import type { NodeTypes } from "./redocly.ts";

/** Adds `x-stream` to the media type of OpenAPI 3. */
export function extendTypes(types: NodeTypes): object {
  return {
    ...types,
    MediaType: {
      ...types.MediaType,
      properties: { ...types.MediaType?.properties, "x-stream": "XStream" },
    },
    XStream: {
      description: "How the events of this stream are told apart and in which order they come.",
      required: ["x-provenance", "discriminator", "events", "grammar", "resume"],
      properties: {
        "x-provenance": { enum: provenanceLevels },
        description: { type: "string" },
        discriminator: { enum: ["event", "data.type", "text"] },
        events: "XStreamEvents",
        grammar: { type: "string" },
        heartbeat: "XStreamHeartbeat",
        resume: { enum: ["none", "replay", "last-event-id"] },
        requestedBy: "XStreamRequests",
      },
    },
    XStreamEvents: { properties: {}, additionalProperties: "XStreamEvent" },
    XStreamEvent: {
      properties: {
        schema: "Schema",
        text: { type: "string" },
        pattern: { type: "string" },
        terminal: { enum: [true, "optional"] },
        failure: { enum: [true] },
        summary: { type: "string" },
      },
      required: ["summary"],
    },
    XStreamHeartbeat: {
      properties: { comment: { type: "string" }, seconds: { type: "number" } },
      required: ["comment", "seconds"],
    },
    XStreamRequests: { properties: {}, items: "XStreamRequest" },
    XStreamRequest: {
      properties: { in: { enum: ["query", "body"] }, name: { type: "string" }, value: {} },
      required: ["in", "name", "value"],
    },
  };
}
