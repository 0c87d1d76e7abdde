/** Checks the header fields of an answer: those that the contract documents, and what HTTP says of them. */

import {
  dereference,
  type ExampleObject,
  type LocatedOperation,
  type ParameterObject,
} from "@parley/contracts/document";
import type { Contract } from "./contract.ts";
import { compileSchema, readText } from "./header-schema.ts";
import { violations } from "./sentences.ts";

type HeaderObject = Omit<ParameterObject, "name" | "in">;

/** Fields that clients act upon: one that is documented is there, whatever the contract says of `required`. */
const essential = new Set(["retry-after", "location", "etag", "www-authenticate", "allow"]);

/** Fields whose values hold codes and credentials, which are not for a report. */
const hidden = new Set(["location", "set-cookie", "authentication-info"]);

const token = "[!#$%&'*+.^_`|~\\w-]+";

/** What HTTP demands of a field, beside the schema of the contract. */
const syntax: Readonly<Record<string, readonly [form: RegExp, description: string]>> = {
  "retry-after": [
    /^(\d+|(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT)$/,
    "one number of seconds or one date (RFC 9110 section 10.2.3)",
  ],
  location: [/^[^\s<>"\\^`{|}]+$/, "one URI reference (RFC 9110 section 10.2.2)"],
  etag: [/^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/, "one quoted entity tag (RFC 9110 section 8.8.3)"],
  "www-authenticate": [new RegExp(`^${token}( +\\S.*)?$`), "a challenge (RFC 9110 section 11.6.1)"],
  allow: [new RegExp(`^(${token}(\\s*,\\s*${token})*)?$`), "a list of methods (RFC 9110 section 10.2.1)"],
  "content-length": [/^\d+$/, "one number of bytes (RFC 9110 section 8.6)"],
};

/** What is wrong with the documented header fields of an answer. */
export function headerProblems(
  { document }: Contract,
  { responses }: LocatedOperation,
  status: string,
  headers: Headers,
): string[] {
  return Object.entries(responses[status]?.headers ?? {}).flatMap(([name, found]) => {
    const field = name.toLowerCase();
    // OpenAPI 3.1, Response Object: it stands in `content`.
    if (field === "content-type") return [];
    const header: HeaderObject = dereference(document, found);
    const isUncached = examplesOf(document, header).some((example) => /\bno-store\b/.test(String(example)));
    const value = headers.get(name);
    if (value === null) {
      const isNeeded = header.required || essential.has(field) || (field === "cache-control" && isUncached);
      return isNeeded ? [`No header ${name}; expected one, as the contract documents it.`] : [];
    }
    const { schema = {} } = header;
    const problems = violations(
      compileSchema(document, schema),
      readText(schema, value),
      hidden.has(field) ? "secret" : field,
    ).map((violation) => `Header ${name} ${violation.replace(/^\/ /, "")}.`);
    const [form, description] = syntax[field] ?? [];
    if (form && !form.test(value)) problems.push(`Header ${name} is not what it should be: ${description}.`);
    if (field === "cache-control" && isUncached && !/(^|[\s,])no-store([\s,]|$)/i.test(value)) {
      problems.push(`Header ${name} lets the answer be kept; expected no-store, as in its example.`);
    }
    return problems;
  });
}

/** The example values of a header, the default first. */
export function examplesOf(document: Contract["document"], { example, examples = {} }: HeaderObject): unknown[] {
  const named = Object.values(examples).map((found) => dereference<ExampleObject>(document, found).value);
  return example === undefined ? named : [example, ...named];
}

/** What is wrong with the field Allow of a 405: it names what the address takes, and not what was refused. */
export function allowProblems({ document }: Contract, path: string, refused: string, headers: Headers): string[] {
  const allow = headers.get("allow");
  if (allow === null) return ["405 without Allow (RFC 9110 section 15.5.6)."];
  const named = allow.split(",").map((method) => method.trim());
  const item: object = document.paths[path] ?? {};
  const missing = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"].filter(
    (method) => method.toLowerCase() in item && !named.includes(method),
  );
  const problems: string[] = [];
  if (missing.length > 0)
    problems.push(`Header Allow names ${allow || "nothing"}; expected ${missing.join(", ")} too.`);
  if (named.includes(refused)) problems.push(`Header Allow names ${refused}, which was refused.`);
  return problems;
}

/** What is wrong with the length that an answer says it has. */
export function lengthProblems({ status, headers }: Response, size: number): string[] {
  const length = headers.get("content-length");
  if (length === null) return [];
  // RFC 9110 section 8.6.
  if (status === 204) return [`Header Content-Length is ${length}; expected none with 204.`];
  // That of a compressed body is the length before it was unpacked.
  if (status === 304 || headers.has("content-encoding") || Number(length) === size) return [];
  return [`Header Content-Length is ${length}; the body has ${size} bytes.`];
}
