/** Values that a tool uses and nobody sees. */

import type { AgentContext, Json } from "../events/index.ts";

/** A value of fewer characters stands in so much ordinary text that to take it out would only garble that. */
const shortestSecret = 4;

/** Puts values in the place of `{{mcp.KEY}}`; a key without a value stays as it is written. */
export function substitute(template: string, { env = {}, secrets = {} }: AgentContext = {}): string {
  const values = new Map([...Object.entries(env), ...Object.entries(secrets)]);
  return template.replace(/\{\{mcp\.([A-Za-z_][A-Za-z0-9_]*)\}\}/g, (whole, key: string) => values.get(key) ?? whole);
}

/** The same data with `[secret KEY]` in the place of each value of a secret, in names of members too. */
export function withoutSecrets(value: Json, { secrets = {} }: AgentContext = {}): Json {
  // The longest first: one may be the beginning of another.
  const known = Object.entries(secrets)
    .filter(([, secret]) => secret.length >= shortestSecret)
    .sort(([, left], [, right]) => right.length - left.length);
  if (known.length === 0) return value;
  const clean = (text: string) =>
    known.reduce((cleaned, [key, secret]) => cleaned.replaceAll(secret, `[secret ${key}]`), text);
  return walk(value, clean);
}

function walk(value: Json, clean: (text: string) => string): Json {
  if (typeof value === "string") return clean(value);
  if (isList(value)) return value.map((item) => walk(item, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [clean(name), walk(member, clean)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
