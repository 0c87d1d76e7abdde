/** Tells in Markdown how an event stream runs: its events, their order, and what keeps it up. */

import type { StreamEventObject, StreamObject } from "@parley/contracts/document";

const discriminators = {
  event: "The field `event` names each event.",
  "data.type": "The member `type` of the data names each event.",
  text: "The data names each event: known words stand for themselves, anything else is the JSON of a content event.",
} as const satisfies Record<StreamObject["discriminator"], string>;

const resumptions = {
  none: "A broken stream cannot be resumed.",
  replay: "A reconnect gives the whole stream again.",
  "last-event-id": "A reconnect with `Last-Event-ID` gives what follows that event.",
} as const satisfies Record<StreamObject["resume"], string>;

/** The section on one stream, to stand at the end of a description. */
export function streamMarkdown({ discriminator, events, grammar, heartbeat, resume, requestedBy = [] }: StreamObject): string {
  const rows = Object.entries(events).map(
    ([name, event]) => `| \`${name}\` | ${cell(eventForm(event))} | ${eventEnd(event)} | ${cell(event.summary)} |`,
  );
  const requests = requestedBy.map(({ in: place, name, value }) => `\`${name}\`: \`${String(value)}\` in the ${place}`);
  const sentences = [
    ...(requests.length > 0 ? [`Sent instead of JSON when the request says ${requests.join(" or ")}.`] : []),
    discriminators[discriminator],
    ...(heartbeat ? [`A comment \`${heartbeat.comment}\` comes at least every ${heartbeat.seconds} seconds.`] : []),
    resumptions[resume],
  ];
  return [
    `### Event stream\n\n${sentences.join(" ")}`,
    `**Order of events**\n\n\`\`\`text\n${breakAlternatives(grammar)}\n\`\`\``,
    `**Events**\n\n| Event | Form | Ends the stream | Meaning |\n|---|---|---|---|\n${rows.join("\n")}`,
  ].join("\n\n");
}

function eventForm({ schema, text, pattern }: StreamEventObject): string {
  if (text !== undefined) return `text \`${text}\``;
  if (pattern !== undefined) return `text like \`${pattern}\``;
  const name = typeof schema?.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  return name === undefined ? "JSON" : `JSON \`${name}\``;
}

function eventEnd({ terminal }: StreamEventObject): string {
  if (terminal === undefined) return "";
  return terminal === true ? "yes" : "maybe";
}

/** A bar would end the cell (GitHub Flavored Markdown, Tables). */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** A long grammar with one alternative a line; bars in parentheses stay where they are. */
function breakAlternatives(grammar: string): string {
  if (grammar.length < 60) return grammar;
  let depth = 0;
  const characters = [...grammar].map((character) => {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    return character === "|" && depth === 0 ? "\n|" : character;
  });
  return characters.join("").replaceAll(" \n", "\n");
}
