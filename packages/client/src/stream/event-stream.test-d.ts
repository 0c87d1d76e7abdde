/** What the types of streams allow and refuse; type-checked only. */

import { listThings, type ThingEvent, type ThingTypes, thingStream, watchThings } from "../__fixtures__/things.ts";
import type { Api } from "../request/index.ts";
import { collectText } from "./collect-text.ts";
import { openStream, type UnknownEvent } from "./event-stream.ts";

/** Events are a closed union with one arm for what is unknown; an exhaustive switch compiles. */
export async function events(api: Api<ThingTypes>): Promise<string> {
  let text = "";
  for await (const event of await openStream(api, watchThings, thingStream, { body: { text: "a" } })) {
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
export async function options(api: Api<ThingTypes>): Promise<ReadableStream<ThingEvent | UnknownEvent>> {
  const stream = await openStream(api, watchThings, thingStream, {
    idleTimeout: 5,
    maxReconnects: 0,
    async *transform(all, delivered) {
      for await (const event of all) if (delivered.length < 5 && event.type !== "failed") yield event;
    },
  });
  await collectText(stream, (event) => (event.type === "piece" ? event.data.text : undefined));
  // @ts-expect-error -- a text or nothing
  await collectText(stream, (event) => (event.type === "done" ? event.data.total : undefined));
  // @ts-expect-error -- no such body
  await openStream(api, watchThings, thingStream, { body: { words: "a" } });
  // @ts-expect-error -- no such option
  await openStream(api, listThings, thingStream, { retry: 5 });
  return stream.toReadableStream();
}
