/** Names the event of the contract that a server-sent event stands for. */

/** Where a stream keeps the name of an event: the SSE `event` field, the member `type` of the JSON data, or the text itself. */
export type StreamDiscriminator = "event" | "data.type" | "text";

/** How one event is recognised on the wire. */
export interface StreamEventForm {
  /** The data is exactly this text. */
  readonly text?: string;
  /** The data matches this regular expression (ECMA-262, no flags). */
  readonly pattern?: string;
  /** The data is JSON. */
  readonly json?: boolean;
}

/** The part of `x-stream` that is needed to tell events apart. */
export interface StreamForms {
  readonly discriminator: StreamDiscriminator;
  readonly events: Readonly<Record<string, StreamEventForm>>;
}

/** A server-sent event as a parser gives it: `event` is absent or empty for an unnamed one. */
export interface ServerSentEvent {
  readonly event?: string | undefined;
  readonly data: string;
}

/** Outcome of {@link identifyEvent}: `name` is absent if the contract has no such event. */
export interface IdentifiedEvent {
  readonly name?: string | undefined;
  readonly data: unknown;
}

/** Outcome of {@link classifyEvent}: `name` is absent if the contract has no such event, `problem` says what is wrong. */
export type ClassifiedEvent =
  | { readonly name: string; readonly data: unknown }
  | { readonly name?: undefined; readonly data: unknown; readonly problem: string };

/**
 * Finds the contract's name of a server-sent event and decodes its data.
 *
 * Data of an event with the form `json` is parsed; text events keep their text.
 */
export function identifyEvent({ discriminator, events }: StreamForms, event: ServerSentEvent): IdentifiedEvent {
  const text = event.data;
  let name: unknown = event.event || "message";
  let data: unknown = text;
  if (discriminator === "text") {
    const all = Object.entries(events);
    [name] = all.find(([, form]) => hasText(form, text)) ?? all.find(([, form]) => form.json) ?? [];
  } else if (discriminator === "data.type") {
    data = parse(text);
    name = (data as { type?: unknown } | null | undefined)?.type;
  }
  const form = typeof name === "string" && Object.hasOwn(events, name) ? events[name] : undefined;
  if (discriminator !== "data.type" && form && !hasText(form, text)) data = form.json ? parse(text) : undefined;
  // What is no JSON where it should be, and no text that the event has, stays as it came.
  return form && data !== undefined ? { name: String(name), data } : { data: data === undefined ? text : data };
}

/** The same as {@link identifyEvent}, with the words for what is wrong. */
export function classifyEvent(forms: StreamForms, event: ServerSentEvent): ClassifiedEvent {
  const { name, data } = identifyEvent(forms, event);
  return name === undefined ? { data, problem: describeProblem(forms, event) } : { name, data };
}

function describeProblem({ discriminator, events }: StreamForms, { event, data: text }: ServerSentEvent): string {
  const name = event || "message";
  const form = Object.hasOwn(events, name) ? events[name] : undefined;
  if (discriminator === "event" && !form) return `unknown event "${name}"`;
  if (discriminator === "event" && !form?.json) return `unknown text ${JSON.stringify(text)} of event "${name}"`;
  if (discriminator === "text" && !Object.values(events).some(({ json }) => json)) {
    return `unknown text ${JSON.stringify(text)}`;
  }
  const data = parse(text);
  if (data === undefined) return `the data is not JSON: ${JSON.stringify(text.slice(0, 80))}`;
  const type: unknown = (data as { type?: unknown } | null)?.type;
  return typeof type === "string" ? `unknown event "${type}"` : 'the data has no member "type"';
}

function hasText({ text, pattern }: StreamEventForm, data: string): boolean {
  return text === data || (pattern !== undefined && new RegExp(pattern).test(data));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
