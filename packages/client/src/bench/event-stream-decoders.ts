/** Our decoder of event streams and those of others, each driven as its package means it to be. */

import { createParser, type EventSourceMessage } from "eventsource-parser";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { _iterSSEMessages } from "openai/core/streaming";
import { createEventStreamDecoder, decodeEventStream } from "../decoder/index.ts";
import { bodyOf } from "../testing/event-stream-vectors.ts";
import { generateRedoclyDecoder } from "./redocly-decoder.ts";

/** Takes an event; the last event id is empty where a decoder does not read it. */
export type TakeEvent = (event: string, data: string, lastEventId: string) => void;

/** A way to decode the chunks of a stream; what our decoder marks as unterminated is left out. */
export interface ComparedDecoder {
  readonly name: string;
  decode(chunks: readonly Uint8Array[], take: TakeEvent): Promise<void>;
}

/** The decoders that are compared: those that bytes are pushed into, then those that read a body. */
export async function createDecoders(): Promise<ComparedDecoder[]> {
  const decodeByRedocly = await generateRedoclyDecoder();
  return [
    {
      name: "parley, push",
      async decode(chunks, take) {
        const decoder = createEventStreamDecoder({
          onEvent({ event, data, lastEventId, unterminated }) {
            if (!unterminated) take(event, data, lastEventId);
          },
        });
        for (const chunk of chunks) decoder.push(chunk);
        decoder.end();
      },
    },
    {
      name: "eventsource-parser, push",
      async decode(chunks, take) {
        let lastEventId = "";
        // The parser drops the byte order mark itself.
        const text = new TextDecoder("utf-8", { ignoreBOM: true });
        const parser = createParser({
          onId(id) {
            lastEventId = id;
          },
          onEvent: ({ event, data }) => take(event ?? "message", data, lastEventId),
        });
        for (const chunk of chunks) parser.feed(text.decode(chunk, { stream: true }));
        parser.feed(text.decode());
      },
    },
    {
      name: "parley, body",
      async decode(chunks, take) {
        for await (const { event, data, lastEventId, unterminated } of decodeEventStream(bodyOf(chunks))) {
          if (!unterminated) take(event, data, lastEventId);
        }
      },
    },
    {
      name: "eventsource-parser, body",
      async decode(chunks, take) {
        let lastEventId = "";
        const write = ({ event, data, id }: EventSourceMessage) => {
          lastEventId = id ?? lastEventId;
          take(event ?? "message", data, lastEventId);
        };
        await bodyOf(chunks)
          .pipeThrough(new TextDecoderStream("utf-8", { ignoreBOM: true }))
          .pipeThrough(new EventSourceParserStream())
          .pipeTo(new WritableStream({ write }));
      },
    },
    {
      name: "openai, body",
      async decode(chunks, take) {
        for await (const { event, data } of _iterSSEMessages(new Response(bodyOf(chunks)), new AbortController())) {
          take(event || "message", data, "");
        }
      },
    },
    {
      name: "redocly, body",
      async decode(chunks, take) {
        let lastEventId = "";
        for await (const { event, data, id } of decodeByRedocly(new Response(bodyOf(chunks)))) {
          lastEventId = id ?? lastEventId;
          take(event || "message", data, lastEventId);
        }
      },
    },
  ];
}
