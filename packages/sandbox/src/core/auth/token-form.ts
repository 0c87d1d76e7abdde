/** RFC 7515 section 7.1: how a signed token looks, before anything is believed. */

import { base64url } from "jose";
import { accept, refuse, type Verdict } from "./verdict.ts";

/** More than any token of ours has. */
const longestToken = 8_192;

/** Members of the header that we write. Others would tell where to get a key, or ask for something that we do not do. */
const headerNames: ReadonlySet<string> = new Set(["alg", "kid", "typ"]);

/** The header of a token. */
export interface TokenHeader {
  readonly alg?: unknown;
  readonly kid?: unknown;
  readonly typ?: unknown;
}

/** The header of a token that has the form of one: three parts, no name twice, and nothing in its header but ours. */
export function readTokenForm(token: string | undefined): Verdict<TokenHeader> {
  if (token === undefined || token === "") return refuse("token-missing");
  if (token.length > longestToken) return refuse("token-too-long");
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) || token.endsWith("\n")) return refuse("token-malformed");
  if (!token.split(".").every(isCanonical)) return refuse("token-malformed");
  const [header, payload] = token.split(".", 2).map(readPart);
  if (!header || !payload) return refuse("token-malformed");
  if (Object.keys(header).some((name) => !headerNames.has(name))) return refuse("header-not-allowed");
  return accept(header);
}

/** The last character of a part has bits that no byte gets: one token could be written in several ways. */
function isCanonical(part: string): boolean {
  try {
    return base64url.encode(base64url.decode(part)) === part;
  } catch {
    // No bytes are written in this many characters.
    return false;
  }
}

function readPart(part: string): object | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(base64url.decode(part));
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && countNames(text) === countMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Names that a JSON text writes: a string before a colon is one. More than members means that one stands twice. */
function countNames(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}

function countMembers(value: object): number {
  let count = 0;
  const open: object[] = [value];
  for (let next = open.pop(); next; next = open.pop()) {
    const members = Object.values(next);
    if (!Array.isArray(next)) count += members.length;
    for (const member of members) if (typeof member === "object" && member !== null) open.push(member);
  }
  return count;
}
