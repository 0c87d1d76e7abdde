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

/** Outcome of {@link classifyEvent}: `name` is absent if the contract has no such event, `problem` says what is wrong. */
export type ClassifiedEvent =
  | { readonly name: string; readonly data: unknown }
  | { readonly name?: undefined; readonly data: unknown; readonly problem: string };

/**
 * Finds the contract's name of a server-sent event and decodes its data.
 *
 * Data of an event with the form `json` is parsed; text events keep their text.
 */
export function classifyEvent(forms: StreamForms, event: ServerSentEvent): ClassifiedEvent {
  if (forms.discriminator === "text") return classifyText(forms, event.data);
  if (forms.discriminator === "event") {
    const name = event.event || "message";
    const form = Object.hasOwn(forms.events, name) ? forms.events[name] : undefined;
    if (!form) return { data: event.data, problem: `unknown event "${name}"` };
    if (form.json) return decode(name, event.data);
    if (hasText(form, event.data)) return { name, data: event.data };
    return { data: event.data, problem: `unknown text ${JSON.stringify(event.data)} of event "${name}"` };
  }
  const decoded = decode("message", event.data);
  if (decoded.name === undefined) return decoded;
  const type: unknown = (decoded.data as { type?: unknown } | null)?.type;
  if (typeof type !== "string") return { data: decoded.data, problem: 'the data has no member "type"' };
  if (!Object.hasOwn(forms.events, type)) return { data: decoded.data, problem: `unknown event "${type}"` };
  return { name: type, data: decoded.data };
}

function classifyText(forms: StreamForms, data: string): ClassifiedEvent {
  for (const [name, form] of Object.entries(forms.events)) {
    if (hasText(form, data)) return { name, data };
  }
  const json = Object.entries(forms.events).find(([, form]) => form.json);
  if (!json) return { data, problem: `unknown text ${JSON.stringify(data)}` };
  return decode(json[0], data);
}

function hasText({ text, pattern }: StreamEventForm, data: string): boolean {
  return text === data || (pattern !== undefined && new RegExp(pattern).test(data));
}

function decode(name: string, data: string): ClassifiedEvent {
  try {
    return { name, data: JSON.parse(data) as unknown };
  } catch {
    return { data, problem: `the data is not JSON: ${JSON.stringify(data.slice(0, 80))}` };
  }
}
