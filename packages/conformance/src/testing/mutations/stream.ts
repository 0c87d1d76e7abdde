/** Wrong event streams. */

import { isEventStream, recordsOf, streamOf } from "./kinds.ts";
import { type Mutation, type Recorded, withHeader } from "./recording.ts";

/** A change of the records of a stream; one that leaves them as they are does not apply. */
function records(name: string, change: (records: string[]) => readonly string[]): Mutation {
  return {
    name,
    apply: (one) => {
      if (!isEventStream(one)) return undefined;
      const body = change(recordsOf(one)).join("");
      return body === one.text ? undefined : { body };
    },
  };
}

function text(name: string, change: (text: string) => string | Uint8Array): Mutation {
  return {
    name,
    apply: (one) => {
      if (!isEventStream(one)) return undefined;
      const body = change(one.text);
      return body === one.text ? undefined : { body };
    },
  };
}

/** A stream whose bytes come in another way. */
function arriving(name: string, body: (one: Recorded, expire: () => void) => ReadableStream<Uint8Array>): Mutation {
  return {
    name,
    apply: (one, { expire }) => (isEventStream(one) ? { body: body(one, expire) } : undefined),
  };
}

const swap = (all: readonly string[], at: number) => {
  const [first, second] = [all[at], all[at + 1]];
  return first === undefined || second === undefined ? all : [...all.slice(0, at), second, first, ...all.slice(at + 2)];
};

/** Every wrong stream by its name. */
export const streamMutations: readonly Mutation[] = [
  records("stream: the first event dropped", (all) => all.slice(1)),
  records("stream: an event in the middle dropped", (all) => (all.length > 2 ? all.toSpliced(1, 1) : all)),
  records("stream: the terminal event missing", (all) => all.slice(0, -1)),
  records("stream: an event twice", (all) => [...all.slice(0, 1), ...all]),
  records("stream: an event in the middle twice", (all) =>
    all.length > 2 ? [...all.slice(0, 2), ...all.slice(1)] : all,
  ),
  records("stream: the terminal event twice", (all) => [...all, ...all.slice(-1)]),
  records("stream: the first events swapped", (all) => swap(all, 0)),
  records("stream: events in the middle swapped", (all) => (all.length > 3 ? swap(all, 1) : all)),
  records("stream: the last events swapped", (all) => swap(all, all.length - 2)),
  records("stream: events in reverse", (all) => [...all].reverse()),
  records("stream: events after the terminal one", (all) => [...all, ...all]),
  records("stream: an unknown event", (all) => ["event: parley-unknown\ndata: {}\n\n", ...all]),
  records("stream: a heartbeat as an event", (all) => [
    ...all.slice(0, 1),
    "event: heartbeat\ndata: {}\n\n",
    ...all.slice(1),
  ]),
  records("stream: an empty event", (all) => [...all.slice(0, 1), "data\n\n", ...all.slice(1)]),
  records("stream: no event at all", () => []),
  records("stream: only comments", () => [": heartbeat\n\n", ": heartbeat\n\n"]),
  text("stream: an event renamed", (all) => all.replace(/^event: (\w+)/m, "event: $1x")),
  text("stream: the names of the events left out", (all) => all.replaceAll(/^event: .*\n/gm, "")),
  text("stream: events in capital letters", (all) =>
    all.replaceAll(/^event: .*$/gm, (line) => `event: ${line.slice(7).toUpperCase()}`),
  ),
  text("stream: a field event where there was none", (all) => (/^event:/m.test(all) ? all : `event: parley\n${all}`)),
  text("stream: data changed", (all) => all.replace(/^data: (.*)"([^"\n]*)"\}/m, 'data: $1"$2!"}')),
  text("stream: data of the last event changed", (all) => all.replace(/data: (.*)\n\n$/, "data: $1!\n\n")),
  text("stream: data with a member more", (all) => all.replace(/^data: \{/m, 'data: {"parleyExtra":1,')),
  text("stream: data of another type", (all) => all.replace(/^data: \{.*\}$/m, "data: 17")),
  text("stream: data as null", (all) => all.replace(/^data: \{.*\}$/m, "data: null")),
  text("stream: data as JSON in text", (all) =>
    all.replace(/^data: (\{.*\})$/m, (_line, json: string) => `data: ${JSON.stringify(json)}`),
  ),
  text("stream: data cut off", (all) => all.replace(/^(data: \{.*)\}$/m, "$1")),
  text("stream: data with a blank too many", (all) => all.replace(/data: ([^{\n]*)\n\n$/, "data:  $1\n\n")),
  text("stream: the prefix data: twice", (all) => all.replace(/^data: /m, "data: data: ")),
  text("stream: an id of another event", (all) => all.replace(/^id: 2$/m, "id: 3")),
  text("stream: an id that came before", (all) => all.replace(/^id: 2$/m, "id: 1")),
  text("stream: an id missing", (all) => all.replace(/^id: 2\n/m, "")),
  text("stream: an id with a NUL", (all) => all.replace(/^id: 2$/m, "id: 2\u0000")),
  text("stream: no blank line at the end", (all) => all.slice(0, -1)),
  text("stream: no line end at the end", (all) => all.slice(0, -2)),
  text("stream: no blank line between events", (all) => all.replace("\n\n", "\n")),
  text("stream: blank lines within events", (all) => all.replaceAll(/^(\w+: .*\n)(?=data:)/gm, "$1\n")),
  text("stream: cut in the middle", (all) => all.slice(0, Math.floor(all.length / 2))),
  text("stream: fields in capital letters", (all) => all.replaceAll(/^data:/gm, "Data:")),
  text("stream: lines of JSON instead of events", (all) => all.replaceAll(/^data: /gm, "").replaceAll("\n\n", "\n")),
  text("stream: one JSON list instead of events", (all) => JSON.stringify(all.match(/^data: .*$/gm))),
  text("stream: a page instead of events", () => "<!doctype html><title>Error</title>"),
  text("stream: line ends written as \\n", (all) => all.replaceAll("\n", "\\n")),
  text("stream: in UTF-16", (all) => Buffer.from(all, "utf16le")),
  text("stream: with bytes that are no UTF-8", (all) =>
    Buffer.concat([Buffer.from(": "), Buffer.of(0xff, 0x0a), Buffer.from(all)]),
  ),
  text("stream: two byte order marks", (all) => `\uFEFF\uFEFF${all}`),
  {
    name: "stream: the transcript of another example",
    apply: (one) => {
      const { test, located } = one;
      if (test.kind !== "positive" || !isEventStream(one)) return undefined;
      const examples = located.responses[test.status]?.content?.[test.mediaType ?? ""]?.examples ?? {};
      const other = Object.entries(examples).find(([name]) => name !== test.example)?.[1];
      return other && "value" in other ? { body: String(other.value) } : undefined;
    },
  },
  {
    name: "stream: a wrong length",
    apply: (one) =>
      isEventStream(one)
        ? { headers: withHeader(one.headers, "content-length", String(one.bytes.length + 1)) }
        : undefined,
  },
  arriving("stream: nothing comes", (_one, expire) => streamOf([], expire)),
  arriving("stream: hangs in the middle", (one, expire) => streamOf(recordsOf(one).slice(0, 1), expire)),
  arriving("stream: hangs within an event", (one, expire) => streamOf([one.text.slice(0, -3)], expire)),
  arriving("stream: stays open after its end", (one, expire) => streamOf([one.text], expire)),
  arriving("stream: sends heartbeats instead of ending", (one, expire) =>
    streamOf([...recordsOf(one).slice(0, -1), ": heartbeat\n\n", ": heartbeat\n\n"], expire),
  ),
  arriving("stream: goes on without an end", (one) =>
    streamOf([one.text], (controller) => controller.enqueue(Buffer.from(recordsOf(one)[0] ?? ""))),
  ),
  arriving("stream: breaks off in the middle", (one) =>
    streamOf(recordsOf(one).slice(0, 1), (controller) => controller.error(new TypeError("terminated"))),
  ),
  arriving("stream: breaks off after its last event", (one) =>
    streamOf([one.text], (controller) => controller.error(new TypeError("terminated"))),
  ),
];
