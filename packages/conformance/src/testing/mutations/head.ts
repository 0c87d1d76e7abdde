/** Wrong status lines and header fields. */

import { isExample, isHead, isJsonBody } from "./kinds.ts";
import { type Mutation, type Recorded, withHeader } from "./recording.ts";

/** A field that is documented for an answer, or that HTTP demands; with values that are wrong. */
const fields: readonly (readonly [name: string, wrong: Readonly<Record<string, readonly string[]>>])[] = [
  [
    "retry-after",
    {
      missing: [],
      "a word": ["soon"],
      negative: ["-1"],
      "a fraction": ["1.5"],
      "a date that is none": ["2026-01-01"],
      "given twice": ["2", "3"],
      empty: [""],
    },
  ],
  ["location", { missing: [], "two addresses": ["/a", "/b"], "no address": ["not a place"], empty: [""] }],
  ["etag", { missing: [], unquoted: ["7-1"], "given twice": ['"7-1"', '"7-2"'], "half quoted": ['"7-1'], empty: [""] }],
  ["www-authenticate", { missing: [], "no challenge": ["=?"], empty: [""] }],
  ["allow", { missing: [], "other methods": ["TRACE"], "the refused method": ["*refused*"], empty: [""] }],
  ["cache-control", { missing: [], "a long time": ["max-age=3600"], public: ["public"] }],
];

function fieldMutations(): Mutation[] {
  return fields.flatMap(([name, wrong]) =>
    Object.entries(wrong).map(
      ([how, values]): Mutation => ({
        name: `${name}: ${how}`,
        apply: (one) => {
          if (isHead(one.test)) return undefined;
          const value = one.headers.find(([field]) => field === name)?.[1];
          if (value === undefined || (name === "cache-control" && !value.includes("no-store"))) return undefined;
          const refused = `${value}, ${one.test.request.method}`;
          return {
            headers: withHeader(one.headers, name, ...values.map((text) => text.replace("*refused*", refused))),
          };
        },
      }),
    ),
  );
}

const contentTypes: Readonly<Record<string, readonly string[]>> = {
  missing: [],
  HTML: ["text/html"],
  "plain text": ["text/plain; charset=utf-8"],
  bytes: ["application/x-parley"],
  "no media type": ["json"],
  empty: [""],
  "given twice": ["application/json", "text/html"],
  "another JSON": ["application/vnd.other+json"],
};

function contentTypeMutations(): Mutation[] {
  return Object.entries(contentTypes).map(
    ([how, values]): Mutation => ({
      name: `content-type: ${how}`,
      apply: (one) => {
        // An address that nothing is documented for is answered in any form.
        const isAnyForm = one.test.kind === "negative" && one.test.isUnrouted;
        if (one.contentType === "" || isHead(one.test) || isAnyForm) return undefined;
        return { headers: withHeader(one.headers, "content-type", ...values) };
      },
    }),
  );
}

function charset(name: string, appliesTo: (one: Recorded) => boolean, parameters: string): Mutation {
  return {
    name,
    apply: (one) =>
      appliesTo(one)
        ? { headers: withHeader(one.headers, "content-type", `${one.contentType.split(";")[0]}${parameters}`) }
        : undefined,
  };
}

const isStream = ({ contentType }: Recorded) => contentType.startsWith("text/event-stream");
const hasCharset = ({ contentType }: Recorded) => contentType.includes("charset");

/** Answers whose status is to be another one. */
function status(name: string, appliesTo: (one: Recorded) => boolean, to: number): Mutation {
  return {
    name,
    apply: (one) => (appliesTo(one) && !isHead(one.test) && one.status !== to ? { status: to } : undefined),
  };
}

/** Every wrong head by its name. */
export const headMutations: readonly Mutation[] = [
  ...fieldMutations(),
  ...contentTypeMutations(),
  charset("charset: Latin-1 for JSON", isJsonBody, "; charset=iso-8859-1"),
  charset("charset: UTF-16 for JSON", isJsonBody, "; charset=utf-16"),
  charset("charset: given twice", isJsonBody, "; charset=utf-8; charset=latin1"),
  charset("charset: Latin-1 for a stream", isStream, "; charset=iso-8859-1"),
  charset("charset: the documented one is missing", hasCharset, ""),
  charset("charset: not the documented one", hasCharset, "; charset=windows-1252"),
  status("a success with another status of its class", (one) => one.status < 300 && one.status !== 206, 206),
  status("a success as an error of the server", (one) => one.status < 300, 500),
  status("a redirect as a success", (one) => one.status === 302, 200),
  status("a redirect as another redirect", (one) => one.status === 302, 307),
  status("a documented refusal as a success", (one) => one.status >= 400 && isExample(one), 200),
  status("a refusal with another status", (one) => one.test.kind === "negative", 418),
  status("a refusal as an error of the server", (one) => one.test.kind === "negative", 500),
  status("a refusal as a success", (one) => one.test.kind === "negative", 200),
  status("401 as 403", (one) => one.status === 401, 403),
  status("405 as 404", (one) => one.status === 405, 404),
  status("404 as 405", (one) => one.test.kind === "negative" && one.status === 404, 405),
  status("404 as 200", (one) => one.status === 404, 200),
  status("204 as 200", (one) => one.status === 204, 200),
  {
    name: "204 with a length",
    apply: ({ status, headers }) =>
      status === 204 ? { headers: withHeader(headers, "content-length", "0") } : undefined,
  },
  {
    name: "204 with a content type",
    apply: ({ status, headers }) =>
      status === 204 ? { headers: withHeader(headers, "content-type", "application/json") } : undefined,
  },
  ...[204, 304, 302].map(
    (code): Mutation => ({
      name: `${code} with a body`,
      apply: ({ status, test }) => (status === code && !isHead(test) ? { body: "{}" } : undefined),
    }),
  ),
  {
    name: "a redirect was followed",
    apply: ({ test }) => (isHead(test) ? undefined : { redirected: true }),
  },
  ...["1", "999999", "ten"].map(
    (length): Mutation => ({
      name: `content-length: ${length}`,
      apply: ({ headers, status, test, bytes }) =>
        bytes.length < 2 || status === 304 || isHead(test)
          ? undefined
          : { headers: withHeader(headers, "content-length", length) },
    }),
  ),
  { name: "HEAD with a body", apply: ({ test }) => (isHead(test) ? { body: "x" } : undefined) },
  { name: "HEAD with another status", apply: ({ test }) => (isHead(test) ? { status: 404 } : undefined) },
  {
    name: "HEAD with another content type",
    apply: ({ test, headers, contentType }) =>
      isHead(test) && contentType !== "" ? { headers: withHeader(headers, "content-type", "text/x-other") } : undefined,
  },
  { name: "HEAD as 405 without Allow", apply: ({ test }) => (isHead(test) ? { status: 405, headers: [] } : undefined) },
  {
    name: "HEAD as 405 with HEAD in Allow",
    apply: ({ test }) => (isHead(test) ? { status: 405, headers: [["allow", "GET, HEAD"]] } : undefined),
  },
];
