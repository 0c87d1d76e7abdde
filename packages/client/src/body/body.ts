/** Puts a request body on the wire in the media type that the operation takes. */

/** Name of the method of values that encode themselves. */
export const encodes: unique symbol = Symbol.for("parley.body");

/** A body as fetch takes it; without a content type the runtime sets it, as it has to add a boundary. */
export interface OpenBody {
  readonly body: BodyInit;
  readonly contentType?: string;
}

/** An encoded body. */
export interface EncodedBody {
  /** Whether it can be sent a second time. */
  readonly isReplayable: boolean;
  /** Gives it for one attempt at an address. */
  readonly open: (address: string) => OpenBody | Promise<OpenBody>;
}

/** A value that encodes itself. */
export interface SelfEncoding {
  [encodes](): EncodedBody;
}

/**
 * Encodes a body as JSON, form, multipart or as it is.
 *
 * @param value - Members of JSON or a form, or bytes and text for every other media type.
 * @param declared - Media type that the caller states or the operation has. Members that are files make a form of JSON.
 */
export function encodeBody(value: unknown, declared = "application/json"): EncodedBody {
  const own = (value as Partial<SelfEncoding> | null)?.[encodes]; // known by its symbol
  if (own) return own();
  const opened = openBody(value, declared);
  return { isReplayable: !(opened.body instanceof ReadableStream), open: () => opened };
}

const urlencoded = "application/x-www-form-urlencoded";

function openBody(value: unknown, contentType: string): OpenBody {
  if (value instanceof FormData) return { body: value };
  if (value instanceof URLSearchParams) return { body: value, contentType: urlencoded };
  if (value instanceof Blob || value instanceof ReadableStream) return { body: value, contentType };
  const isJson = /[/+]json\b/.test(contentType);
  if (isJson ? hasFiles(value) : contentType === "multipart/form-data")
    return { body: encodeMultipart(formEntries(value)) };
  if (isJson) return { body: JSON.stringify(value), contentType };
  if (contentType === urlencoded) return { body: fill(new URLSearchParams(), formEntries(value)), contentType };
  return { body: value as BodyInit, contentType }; // bytes or text, as typed by the contract
}

function hasFiles(value: unknown): boolean {
  return Object.values(Object(value) as object)
    .flat()
    .some((item) => item instanceof Blob);
}

/** Makes a form of entries; a Blob is a file, with a name of its own if it has none. */
export function encodeMultipart(entries: readonly FormEntry[]): FormData {
  return fill(new FormData(), entries);
}

function fill<Form extends FormData | URLSearchParams>(form: Form, entries: readonly FormEntry[]): Form {
  for (const [name, item] of entries) {
    if (form instanceof FormData && item instanceof Blob)
      form.append(name, item, item instanceof File ? item.name : "file");
    else form.append(name, formText(item));
  }
  return form;
}

/** Name and value of a field or a part. */
export type FormEntry = readonly [name: string, item: unknown];

/**
 * Entries of a form: an array is one entry for each item, and what is undefined or null is left out, as a form has no
 * word for it.
 */
export function formEntries(value: unknown): FormEntry[] {
  return Object.entries(value as object).flatMap(([name, member]: [string, unknown]) =>
    [member]
      .flat()
      .filter((item) => item !== undefined && item !== null)
      .map((item): FormEntry => [name, item]),
  );
}

/** Text of a field: an object is JSON. */
export function formText(item: unknown): string {
  return typeof item === "object" ? JSON.stringify(item) : String(item);
}
