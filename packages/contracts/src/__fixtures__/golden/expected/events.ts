// Generated from the contract; do not edit.

import type { components } from "./types.ts";

type EventOf<Events> = { [Name in keyof Events]: { type: Name; data: Events[Name] } }[keyof Events];

/** Data of each event of `createReply`, by its name. */
export interface CreateReplyEvents {
  /** A piece of text. */
  "content": components["schemas"]["Chunk"];
  /** The end of no comment *\/ either. */
  "tool-call": components["schemas"]["Call"];
  /** The end. */
  "done": components["schemas"]["Done"];
  /** A failure. */
  "error": components["schemas"]["Error"];
}

/** One event of `createReply`. */
export type CreateReplyEvent = EventOf<CreateReplyEvents>;

/** Data of each event of `streamChat`, by its name. */
export interface StreamChatEvents {
  /** Somebody came. */
  "joined": components["schemas"]["Joined"];
  /** Somebody went. */
  "left": components["schemas"]["Left"];
}

/** One event of `streamChat`. */
export type StreamChatEvent = EventOf<StreamChatEvents>;

/** Data of each event of `streamWords`, by its name. */
export interface StreamWordsEvents {
  /** A piece of text. */
  "content": components["schemas"]["Chunk"];
  /** The end. */
  "closed": "[CLOSED]\"";
  /** A failure. */
  "failed": string;
}

/** One event of `streamWords`. */
export type StreamWordsEvent = EventOf<StreamWordsEvents>;
