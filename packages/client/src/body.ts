/** Puts a request body on the wire in the media type that the operation takes. */

/** An encoded body; the content type is left to the runtime where it has to add a boundary. */
export interface EncodedBody {
  readonly body: BodyInit;
  readonly contentType: string | undefined;
  /** Whether it can be sent a second time. */
  readonly isReplayable: boolean;
}

/**
 * Encodes a body as JSON, form, multipart or as it is.
 *
 * @param value - Members of JSON or a form, or bytes and text for every other media type.
 */
export function encodeBody(value: unknown, mediaType: string): EncodedBody {
  if (/[/+]json$/.test(mediaType)) {
    return { body: JSON.stringify(value), contentType: mediaType, isReplayable: true };
  }
  if (mediaType === "multipart/form-data") {
    return { body: encodeMultipart(value as object), contentType: undefined, isReplayable: true }; // as typed by the contract
  }
  if (mediaType === "application/x-www-form-urlencoded") {
    const pairs = formEntries(value as object).map(([name, item]): [string, string] => [name, String(item)]); // as typed by the contract
    return { body: new URLSearchParams(pairs), contentType: mediaType, isReplayable: true };
  }
  const body = value as BodyInit; // bytes or text, as typed by the contract
  return { body, contentType: mediaType, isReplayable: !(body instanceof ReadableStream) };
}

function encodeMultipart(value: object): FormData {
  const form = new FormData();
  for (const [name, item] of formEntries(value)) {
    if (item instanceof Blob) form.append(name, item, item instanceof File ? item.name : "file");
    else form.append(name, typeof item === "object" ? JSON.stringify(item) : String(item));
  }
  return form;
}

/** Names and values; an array is one entry for each item, and what is undefined is left out. */
function formEntries(value: object): [string, unknown][] {
  return Object.entries(value).flatMap(([name, member]) =>
    (Array.isArray(member) ? member : [member])
      .filter((item) => item !== undefined)
      .map((item): [string, unknown] => [name, item]),
  );
}
