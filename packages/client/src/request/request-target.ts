/** Makes the address and the headers of a request from the parameters of an operation. */

import type { Operation } from "@parley/contracts";
import { setHeader } from "../auth/index.ts";
import { UsageError } from "../errors/index.ts";

type Values = Readonly<Record<string, unknown>> | undefined;

/**
 * Makes the address of an operation.
 *
 * @throws {@link UsageError} `invalid_parameter` for a path parameter that would lead to another operation.
 */
export function buildUrl(operation: Operation, baseUrl: string, path: Values, query: Values): URL {
  const filled = operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const text = String(path?.[name] ?? "");
    // These are steps in the path (WHATWG URL 4.1), and an empty one joins two slashes.
    if (/^\.{0,2}$/.test(text)) {
      const message = `${operation.id} needs the path parameter ${name}, other than dots`;
      throw new UsageError(message, { code: "invalid_parameter", operationId: operation.id });
    }
    return encode(text);
  });
  const url = new URL(baseUrl.replace(/\/+$/, "") + filled);
  const search = Object.entries(query ?? {}).flatMap(([name, value]) => serializeQuery(operation, name, value));
  // A path of an operation may have a query of its own.
  url.search = [url.search.slice(1), ...search].filter(Boolean).join("&");
  return url;
}

/** Between the items of a list that is one parameter. */
const delimiters: Readonly<Record<string, string>> = { spaceDelimited: "%20", pipeDelimited: "|" };

/** OpenAPI 3.1, Parameter Object: `style` is `form` by default, and `explode` true for that style alone. */
function serializeQuery({ parameters }: Operation, name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object") return [`${name}=${encode(value)}`];
  const parameter = parameters.find((known) => known.in === "query" && known.name === name);
  const { style = "form", explode = style === "form" } = parameter ?? {};
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]: [string, unknown]) => [encode(key), encode(member)] as const);
  const isArray = Array.isArray(value);
  if (style === "deepObject") return members.map(([key, text]) => `${name}[${key}]=${text}`);
  if (explode) return members.map(([key, text]) => `${isArray ? name : key}=${text}`);
  const list = members.flatMap(([key, text]) => (isArray ? [text] : [key, text]));
  return list.length > 0 ? [`${name}=${list.join(delimiters[style] ?? ",")}`] : [];
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value));
}

/** Puts headers into one another; of those with the same name the last one counts. */
export function mergeHeaders(operation: Operation, ...all: readonly Values[]): Headers {
  const merged = new Headers();
  for (const [name, value] of all.flatMap((headers) => Object.entries(headers ?? {}))) {
    if (value !== undefined) setHeader(operation, merged, name, String(value));
  }
  return merged;
}
