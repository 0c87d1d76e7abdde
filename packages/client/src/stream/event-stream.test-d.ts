/** What the types of streams allow and refuse; type-checked only. */

import { type ThingEvent, type ThingPaths, thingStream } from "../__fixtures__/things.ts";
import type { ApiClient } from "../request/index.ts";
import { collectText } from "./collect-text.ts";
import { openStream } from "./event-stream.ts";
import type { UnknownEvent } from "./step.ts";

/** Events are a closed union with one arm for what is unknown; an exhaustive switch compiles. */
export async function events(client: ApiClient<ThingPaths>): Promise<string> {
  let text = "";
  for await (const event of await openStream(client, "post", "/watch", thingStream, { body: { text: "a" } })) {
    switch (event.type) {
      case "piece":
        text += event.data.text;
        break;
      case "done":
        text += event.data.total.toFixed();
        break;
      case "failed":
        text += event.data.message ?? "";
        break;
      case "unknown":
        text += event.event + event.data;
        break;
      default:
        text += event satisfies never;
    }
    // @ts-expect-error -- data of another event
    if (event.type === "piece") event.data.total;
    // @ts-expect-error -- no such event
    if (event.type === "other") break;
  }
  return text;
}

/** Options are typed by the events. */
export async function options(client: ApiClient<ThingPaths>): Promise<ReadableStream<ThingEvent | UnknownEvent>> {
  const stream = await openStream(client, "post", "/watch", thingStream, {
    idleTimeout: 5,
    maxReconnects: 0,
  });
  await collectText(stream, (event) => (event.type === "piece" ? event.data.text : undefined));
  // @ts-expect-error -- a text or nothing
  await collectText(stream, (event) => (event.type === "done" ? event.data.total : undefined));
  // @ts-expect-error -- no such body
  await openStream(client, "post", "/watch", thingStream, { body: { words: "a" } });
  // @ts-expect-error -- no such operation
  await openStream(client, "get", "/watch", thingStream);
  return stream.toReadableStream();
}
