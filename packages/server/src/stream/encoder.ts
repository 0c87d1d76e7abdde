/** WHATWG HTML 9.2.5, "Parsing an event stream": events of a contract as the text that is parsed back to them. */

import type { StreamEventForm, StreamForms } from "@parley/contracts";
import { EventStreamError } from "../host/index.ts";

/** Fields of an event that no contract speaks of. */
export interface EventFields {
  /** Position to resume from, without CR, LF, NUL and lone surrogates; an empty one clears the position. */
  readonly id?: string;
  /** Reconnection time in whole milliseconds. */
  readonly retry?: number;
}

/** An event of a contract to be sent. */
export interface OutgoingEvent extends EventFields {
  /** Name of the event in the contract. */
  readonly type: string;
  readonly data: unknown;
}

/**
 * The text of one event, in the dialect of the stream.
 *
 * JSON is one line whatever is in it. Line ends in text events become LF, because the format has no other; nothing in
 * the data can end the event or begin another one.
 *
 * @throws {@link EventStreamError} `unknown_event`; `not_encodable` when the event would be read as another one, as
 *   none, or with other data.
 * @example
 * ```ts
 * encodeEvent(streamTask, { type: "content", data: { text: "Hello" }, id: "7" });
 * // event: content
 * // id: 7
 * // data: {"text":"Hello"}
 * ```
 */
export function encodeEvent(stream: StreamForms, { type, data, id, retry }: OutgoingEvent): string {
  const form = Object.hasOwn(stream.events, type) ? stream.events[type] : undefined;
  if (!form) throw new EventStreamError("unknown_event", `The stream has no event ${JSON.stringify(type)}.`);
  const text = form.json ? encodeJson(type, data) : encodeText(type, form, data);
  if (stream.discriminator === "data.type" && (data as { type?: unknown } | null)?.type !== type) {
    throw notEncodable(`The data of the event ${type} needs the member "type" with that name.`);
  }
  if (stream.discriminator === "text" && nameOfText(stream, text) !== type) {
    throw notEncodable(`The data of the event ${type} reads as another event.`);
  }
  let fields = stream.discriminator === "event" ? `event: ${type}\n` : "";
  if (id !== undefined) fields += `id: ${checkId(id)}\n`;
  if (retry !== undefined) fields += `retry: ${checkRetry(retry)}\n`;
  // All JSON is free of line ends.
  return `${fields}data: ${form.json ? text : text.replaceAll("\n", "\ndata: ")}\n\n`;
}

/** The text of a comment, which readers skip; it keeps a connection open. */
export function encodeComment(comment: string): string {
  return `: ${withLineFeeds(comment).replaceAll("\n", "\n: ")}\n\n`;
}

function encodeJson(type: string, data: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(data);
  } catch (cause) {
    throw new EventStreamError("not_encodable", `The data of the event ${type} cannot be written as JSON.`, { cause });
  }
  if (text === undefined) throw notEncodable(`The data of the event ${type} is nothing that JSON has.`);
  return text;
}

function encodeText(type: string, form: StreamEventForm, data: unknown): string {
  const text = typeof data === "string" ? withLineFeeds(data) : undefined;
  if (text === undefined || !hasText(form, text)) {
    throw notEncodable(`The data of the event ${type} needs ${form.pattern ?? JSON.stringify(form.text)}.`);
  }
  return text;
}

/** The event that a reader takes a text for: the first fixed text or pattern, else the first with JSON. */
function nameOfText({ events }: StreamForms, text: string): string | undefined {
  let json: string | undefined;
  for (const name in events) {
    const form = events[name];
    if (form && hasText(form, text)) return name;
    if (form?.json) json ??= name;
  }
  return json;
}

function hasText({ text, pattern }: StreamEventForm, data: string): boolean {
  return text === data || (pattern !== undefined && new RegExp(pattern).test(data));
}

function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function checkId(id: string): string {
  // An id with NUL is ignored by readers; a lone surrogate would come back as another character.
  if (/[\r\n\0]|\p{Surrogate}/u.test(id)) {
    throw notEncodable("An event id has no CR, LF or NUL, and no lone surrogate.");
  }
  return id;
}

function checkRetry(retry: number): number {
  if (!Number.isSafeInteger(retry) || retry < 0) {
    throw notEncodable("The reconnection time is a whole number of milliseconds.");
  }
  return retry;
}

function notEncodable(message: string): EventStreamError {
  return new EventStreamError("not_encodable", message);
}
