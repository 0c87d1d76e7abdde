/** Says of raw bytes what generators of clients know them by. */

/**
 * A copy in which schemas of raw bytes have a type and a format. In the contract such a schema has a media type and no
 * type, as JSON Schema and OpenAPI 3.1 ask for; most generators make `unknown` of that, and a `Blob` of
 * `format: binary`. Validators are made of the contract as it is, since bytes are no text to them.
 */
export function typeBytes<Value>(value: Value): Value {
  return copy(value) as Value; // the same form, with two members more in places
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  const members: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, copy(inner)]),
  );
  const isBytes = typeof members.contentMediaType === "string" && !("type" in members);
  return isBytes ? { type: "string", format: "binary", ...members } : members;
}
