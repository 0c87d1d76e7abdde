/** Says of raw bytes what they are in OpenAPI 3.1: a media type, and no type of JSON. */

/**
 * A copy in which `type: string` with `format: binary`, as OpenAPI 3.0 has it and generators of clients know it, is a
 * media type alone: a server gets bytes, and no text that a validator could look at.
 */
export function withPlainBytes<Value>(value: Value): Value {
  return copy(value) as Value; // the same form, with two members less in places
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  if (members.type !== "string" || members.format !== "binary") return members;
  const { type: _type, format: _format, ...others } = members;
  return { contentMediaType: "application/octet-stream", ...others };
}
