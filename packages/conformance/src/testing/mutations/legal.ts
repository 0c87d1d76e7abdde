/** Changes that the standards allow: the suite must not report them. */

import { isEventStream, isHead, isJsonBody, streamOf } from "./kinds.ts";
import { type Mutation, withHeader } from "./recording.ts";

/** Every legal change by its name. */
export const legal: readonly Mutation[] = [
  { name: "lines of the stream end in CRLF", apply: (one) => rewrite(one, (text) => text.replaceAll("\n", "\r\n")) },
  { name: "lines of the stream end in CR", apply: (one) => rewrite(one, (text) => text.replaceAll("\n", "\r")) },
  {
    name: "lines of the stream end in LF and CRLF by turns",
    apply: (one) => {
      let line = 0;
      return rewrite(one, (text) => text.replaceAll("\n", () => (line++ % 2 === 0 ? "\n" : "\r\n")));
    },
  },
  { name: "the stream begins with a byte order mark", apply: (one) => rewrite(one, (text) => `\uFEFF${text}`) },
  {
    name: "comments and heartbeats stand between events",
    apply: (one) => rewrite(one, (text) => `: hello\n\n${text.replaceAll("\n\n", "\n: heartbeat\n\n:\n\n")}: bye\n`),
  },
  {
    name: "there is no blank after the colon",
    apply: (one) => rewrite(one, (text) => text.replaceAll(/^(\w+): /gm, "$1:")),
  },
  { name: "the stream says when to come back", apply: (one) => rewrite(one, (text) => `retry: 500\n\n${text}`) },
  { name: "the stream has fields that nobody knows", apply: (one) => rewrite(one, (text) => `x-y: 1\n\n${text}`) },
  {
    name: "the stream has more blank lines, and events without data",
    apply: (one) => rewrite(one, (text) => `\n\n${text.replaceAll("\n\n", "\n\n\nevent: nothing\n\n")}`),
  },
  {
    name: "JSON data of the stream is written in another way",
    apply: (one) =>
      rewrite(one, (text) =>
        text.replaceAll(/^data: (\{.*\})$/gm, (_line, json: string) => {
          const value = Object.fromEntries(Object.entries(JSON.parse(json) as object).reverse());
          return JSON.stringify(value, null, 1).replaceAll(/^/gm, "data: ");
        }),
      ),
  },
  {
    name: "the stream comes byte by byte",
    apply: ({ bytes, ...one }) =>
      isEventStream(one) ? { body: streamOf([...bytes].map((byte) => [byte])) } : undefined,
  },
  {
    name: "the body comes in two pieces",
    apply: ({ bytes }) =>
      bytes.length > 1 ? { body: streamOf([[...bytes.subarray(0, 1)], [...bytes.subarray(1)]]) } : undefined,
  },
  {
    name: "JSON is written in another way",
    apply: (one) => {
      if (!isJsonBody(one)) return undefined;
      const reverse = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(reverse);
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, member]) => [name, reverse(member)]),
        );
      };
      const text = JSON.stringify(reverse(JSON.parse(one.text)), null, 2);
      return { body: `\n${text.replaceAll(/"[\w ]*"/g, (word) => word.replaceAll(/[a-z]/g, escapeLetter))}\n` };
    },
  },
  {
    name: "the content type is written in another way",
    apply: ({ headers, contentType }) => {
      const [essence = ""] = contentType.split(";");
      if (!/json|event-stream|html/.test(essence)) return undefined;
      return { headers: withHeader(headers, "content-type", `${essence.toUpperCase()} ; CharSet="UTF-8"`) };
    },
  },
  {
    name: "there are headers that the contract does not document",
    apply: ({ headers }) => ({
      headers: [...headers, ["x-request-id", "r-1"], ["vary", "origin"], ["vary", "accept"]],
    }),
  },
  {
    name: "the length is given",
    apply: ({ headers, bytes, status, test }) =>
      status === 204 || status === 304 || isHead(test)
        ? undefined
        : { headers: withHeader(headers, "content-length", String(bytes.length)) },
  },
  {
    name: "Allow names more methods, in another order",
    apply: ({ headers, status }) => {
      const allow = headers.find(([name]) => name === "allow")?.[1];
      return status === 405 && allow !== undefined
        ? { headers: withHeader(headers, "allow", `OPTIONS, HEAD,${allow.split(", ").reverse().join(" ,")}`) }
        : undefined;
    },
  },
  {
    name: "HEAD is not known",
    apply: ({ contract, headers, test, located }) => {
      if (!isHead(test)) return undefined;
      const allow = Object.keys(contract.document.paths[located.path] ?? {})
        .join(", ")
        .toUpperCase();
      return { status: 405, headers: withHeader(withHeader(headers, "content-type"), "allow", allow), body: "" };
    },
  },
  {
    name: "a refusal quotes the address and says what was wrong, in the form of the contract",
    apply: (one) => {
      if (one.test.kind !== "negative" || !isJsonBody(one)) return undefined;
      const message = `Cannot ${one.test.request.method} ${one.test.request.path}: /text must be string at line 1.`;
      const change = (value: unknown): unknown =>
        typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]))
          : value;
      const value = change(JSON.parse(one.text)) as Record<string, unknown>; // an object of the contract
      return typeof value.message === "string" ? { body: JSON.stringify({ ...value, message }) } : undefined;
    },
  },
  {
    name: "an address that leads nowhere is refused with a page",
    apply: ({ test, headers, status }) =>
      status === 404 && test.kind === "negative" && test.isUnrouted
        ? { headers: withHeader(headers, "content-type", "text/html"), body: "<h1>Not found</h1>" }
        : undefined,
  },
  {
    name: "an error is told by the redirect, as the contract shows it",
    apply: ({ test, located }) => {
      if (test.kind !== "negative" || test.isUnrouted || !("302" in located.responses)) return undefined;
      return { status: 302, headers: [["location", "https://notes.example/in?error=invalid_request"]], body: "" };
    },
  },
];

function escapeLetter(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function rewrite(one: Parameters<Mutation["apply"]>[0], change: (text: string) => string) {
  return isEventStream(one) ? { body: change(one.text) } : undefined;
}
