/** What the emitted types must mean to those who use them; type-checked by `generate/emitted-types.test.ts`. */

import type { Operation, StreamContract, Validate } from "@parley/contracts";
import type { components, CreateReplyEvent, OperationTypes, StreamWordsEvent } from "./expected/index.ts";
import { securitySchemes, serverUrl } from "./expected/index.ts";
import * as operations from "./expected/operations.ts";
import { createReply, streamWords } from "./expected/streams.ts";
import * as validators from "./expected/validators.js";

type Same<Left, Right> = (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;

/** Type-checks only where the value has exactly this type. */
function is<Expected>(): <Actual>(value: Actual, ...no: Same<Actual, Expected> extends true ? [] : [never]) => void {
  return () => {};
}

type Schemas = components["schemas"];
type Form = NonNullable<OperationTypes["uploadFiles"]["requestBody"]>["content"]["multipart/form-data"];
type SentPicture = NonNullable<OperationTypes["sendPicture"]["requestBody"]>["content"]["image/png"];
type GivenPicture = OperationTypes["sendPicture"]["responses"][200]["content"]["image/png"];

/** Schemas. */
export function schemas(thing: Schemas["Thing"], form: Form, sent: SentPicture, given: GivenPicture): void {
  is<"thing">()(thing.kind);
  is<string | null>()(thing.nickname);
  is<[number, "north" | "south"]>()(thing.position);
  is<Schemas["Owner"] | null | undefined>()(thing.owner);
  is<string | number | undefined>()(thing.value);
  is<"draft" | "it's" | 'said "done"' | undefined>()(thing.state);
  is<{ [key: string]: string } | undefined>()(thing.labels);
  is<{ [key: string]: unknown } | undefined>()(thing.anything);
  is<Schemas["Thing"][] | undefined>()(thing.children);
  is<string | undefined>()(thing.odd?.["*/"]);
  is<Blob>()(form.cover);
  is<Blob[] | undefined>()(form.pages);
  is<Blob>()(sent);
  is<Blob>()(given);
}

/** A union with a discriminator narrows. */
export function unions(shape: Schemas["Shape"]): number {
  switch (shape.form) {
    case "circle":
      return shape.radius;
    case "square":
      // @ts-expect-error A square has no radius.
      return shape.radius ?? shape.side;
  }
}

/** A default makes no property required; all that is required is enough. */
export const smallest: Schemas["Thing"] = {
  kind: "thing",
  nickname: null,
  size: 1,
  position: [1, "north"],
  shape: { form: "circle", radius: 1 },
};

// @ts-expect-error What the server sets cannot be assigned.
smallest.created = "2026-01-01T00:00:00Z";

/** Parameters: the operation wins over its path, and what is required is. */
export const parameters: OperationTypes["getThing"]["parameters"] = {
  path: { thingId: "thing-1" },
  query: { verbose: "yes" },
  header: { "X-Request-Id": "0b1f6f0e-6a59-4f5e-9a55-0d7f3a1c2b4d" },
};

/** Events narrow by `type`. */
export function events(reply: CreateReplyEvent, word: StreamWordsEvent): void {
  is<"content" | "tool-call" | "done" | "error">()(reply.type);
  if (reply.type === "content") is<Schemas["Chunk"]>()(reply.data);
  else if (reply.type === "tool-call") is<Schemas["Call"]>()(reply.data);
  else if (reply.type === "done") is<Schemas["Done"]>()(reply.data);
  else is<Schemas["Error"]>()(reply.data);
  if (word.type === "closed") is<'[CLOSED]"'>()(word.data);
  if (word.type === "failed") is<string>()(word.data);
}

/** Tables keep their literals, and fit the shapes of the package. */
export function tables(): void {
  is<"post">()(operations.createThing.method);
  is<"/things/{thingId}">()(operations.getThing.path);
  is<readonly ["application/json", "text/event-stream"]>()(operations.createReply.responses[200]);
  is<"X-Api-Key">()(securitySchemes.apiKeyHeader.name);
  is<"https://eu.golden.parley.dev/v1">()(serverUrl);
  operations satisfies Readonly<Record<string, Operation>>;
  [createReply, streamWords] satisfies StreamContract[];
  is<Validate>()(validators.createReply.events["tool-call"]);
  // @ts-expect-error The event is a bare word, so there is nothing to validate.
  validators.streamWords.events.closed;
}
