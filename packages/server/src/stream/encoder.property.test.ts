import { classifyEvent, type StreamForms } from "@parley/contracts";
import { createParser } from "eventsource-parser";
import { array, assert, constantFrom, jsonValue, nat, oneof, option, property, record, string } from "fast-check";
import { expect, test } from "vitest";
import { encodeComment, encodeEvent, type OutgoingEvent } from "./encoder.ts";

const text = string({
  unit: constantFrom(
    "a",
    " ",
    ":",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\0",
    "\u2028",
    "\u2029",
    "\uFEFF",
    "🐢",
    "\u0085",
    '"',
    "data: x",
  ),
});

const id = string({ unit: constantFrom("a", "7", " ", ":", "\u2028", "🐢", "\uFEFF"), maxLength: 6 });

const fields = record({ id: option(id, { nil: undefined }), retry: option(nat(), { nil: undefined }) });

function withFields(
  { type, data }: OutgoingEvent,
  { id: position, retry }: { id: string | undefined; retry: number | undefined },
): OutgoingEvent {
  return { type, data, ...(position !== undefined && { id: position }), ...(retry !== undefined && { retry }) };
}

/** What another implementation of the standard reads, and the contract's names make of it. */
function decode(forms: StreamForms, encoded: string): unknown[] {
  const told: unknown[] = [];
  let retry: number | undefined;
  const parser = createParser({
    onEvent: ({ event, data, id: position }) => {
      const { name, data: decoded } = classifyEvent(forms, { event, data });
      told.push({ type: name, data: decoded, id: position, retry });
      retry = undefined;
    },
    onComment: (comment) => told.push({ comment }),
    onRetry: (milliseconds) => {
      retry = milliseconds;
    },
    onError: (error) => told.push(error),
  });
  parser.feed(new TextDecoder().decode(new TextEncoder().encode(encoded)));
  return told;
}

function lineFeeds(data: string): string {
  return data.replace(/\r\n?/g, "\n");
}

const json = oneof(jsonValue(), text, record({ text }));

test.each([
  [
    "named events",
    { discriminator: "event", events: { delta: { json: true }, word: { text: "[DONE]" }, note: { pattern: "" } } },
    oneof(
      json.map((data) => ({ type: "delta", data })),
      text.map((data) => ({ type: "note", data: lineFeeds(data) })),
      constantFrom({ type: "word", data: "[DONE]" }),
    ),
  ],
  [
    "events named by their data",
    { discriminator: "data.type", events: { delta: { json: true }, end: { json: true } } },
    record({ type: constantFrom("delta", "end"), value: json }).map(({ type, value }) => ({
      type,
      data: { type, value },
    })),
  ],
  [
    "bare words",
    { discriminator: "text", events: { delta: { json: true }, end: { text: "[DONE]" }, error: { pattern: "^!" } } },
    oneof(
      json.map((data) => ({ type: "delta", data })),
      text.map((data) => ({ type: "error", data: lineFeeds(`!${data}`) })),
      constantFrom({ type: "end", data: "[DONE]" }),
    ),
  ],
] as const)(
  "%s come back as they were encoded [server.stream.text] [server.stream.forged-event]",
  (_name, forms, event) => {
    const events = array(record({ event, fields }).map((given) => withFields(given.event, given.fields)));
    assert(
      property(events, text, (sent, comment) => {
        // -0 is not in JSON.
        const expected = sent.map(({ type, data, id: position, retry }) => ({
          type,
          data:
            forms.events[type as keyof typeof forms.events] && typeof data !== "string"
              ? JSON.parse(JSON.stringify(data))
              : data,
          id: position,
          retry,
        }));
        const encoded = encodeComment(comment) + sent.map((one) => encodeEvent(forms, one)).join("");
        const comments = lineFeeds(comment)
          .split("\n")
          .map((line) => ({ comment: line }));
        expect(decode(forms, encoded)).toEqual([...comments, ...expected]);
      }),
      { seed: 5, numRuns: 1000 },
    );
  },
);
