/** Turns what a handler gives back into a response, and holds it against the contract. */

import type { LocatedOperation } from "@parley/contracts/document";
import {
  compileVisibility,
  declaredStatus,
  findMediaType,
  type Hide,
  isJson,
  type OperationValidators,
  type SchemaReader,
} from "../contract/index.ts";
import type { HostBody, HostResponse } from "../host/index.ts";
import { cookiesOf, createHeaders, toHeaderValue } from "./header-values.ts";
import { ResponseError } from "./response-error.ts";

/** What is done about an answer that the contract does not have: it becomes a 500, it is only reported, or nothing. */
export type ResponseCheck = "throw" | "report" | "off";

/** An answer of a handler, without the types of its operation. */
export interface PlainReply {
  readonly status: number;
  readonly body?: unknown;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** An answer that can be sent. */
export interface PreparedReply extends HostResponse {
  /** Absent where there is no body. */
  readonly mediaType?: string;
}

/**
 * Prepares an answer.
 *
 * @throws ResponseError when `drift` throws the one that it is told of.
 */
export type PrepareReply = (reply: PlainReply, drift: (error: ResponseError) => void) => PreparedReply;

/** RFC 9110: a response with one of these statuses has no content. */
const withoutBody: readonly number[] = [204, 205, 304];

/** How the answers of an operation are made. */
export function compileReply(
  reader: SchemaReader,
  { operation: { operationId }, responses }: LocatedOperation,
  validators: OperationValidators,
): PrepareReply {
  const plans = new Map(
    Object.entries(responses).map(([key, { content = {} }]) => {
      const bodies = Object.entries(content).filter(([type]) => type !== "text/event-stream");
      const hides = bodies.map(([type, { schema }]) => [type, compileVisibility(reader, schema, "writeOnly")] as const);
      return [key, { types: bodies.map(([type]) => type), hides: new Map(hides) }] as const;
    }),
  );
  const unknown = { types: [], hides: new Map<string, Hide>() };

  return (reply, drift) => {
    const { status, body } = reply;
    const key = declaredStatus(responses, status);
    if (key === undefined) {
      drift(new ResponseError("undocumented_status", operationId, `the status ${status} is not declared`));
    }
    const { types, hides } = plans.get(key ?? "") ?? unknown;
    const headers = createHeaders(reply.headers);
    const cookies = cookiesOf(reply.headers);
    if (withoutBody.includes(status) || (body === undefined && types.length === 0)) {
      return { status, headers, cookies, body: null };
    }
    const mediaType = chooseMediaType(types, reply);
    const documented = findMediaType(types, mediaType);
    if (key !== undefined && documented === undefined) {
      const expected = types.join(" or ") || "no body";
      drift(
        new ResponseError("undocumented_media_type", operationId, `${status} has ${expected} and not ${mediaType}`),
      );
    }
    const validate = validators.responses[key ?? ""]?.[documented ?? ""];
    if (validate && !validate(body)) {
      const violations = validate.errors ?? [];
      const fields = violations.map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? "is wrong"}`);
      drift(
        new ResponseError("invalid_body", operationId, `the body of ${status} is wrong: ${fields.join("; ")}`, {
          violations,
        }),
      );
    }
    const hide = hides.get(documented ?? "");
    const encoded = encode(mediaType, hide ? hide(body) : body);
    // Who counts the characters of a text would be wrong by its encoding; the host knows.
    if (typeof encoded === "string") headers.delete("content-length");
    const contentType = typeof encoded === "string" ? withCharset(mediaType) : mediaType;
    headers.set("content-type", reply.mediaType === undefined ? contentType : toHeaderValue(contentType));
    return { status, mediaType, headers, cookies, body: encoded };
  };
}

function chooseMediaType(documented: readonly string[], { mediaType, body }: PlainReply): string {
  if (mediaType !== undefined) return mediaType;
  const own = body instanceof Blob ? body.type : "";
  const [first = "application/json"] = documented;
  if (own !== "" && (first.includes("*") || documented.includes(own))) return own;
  return first.includes("*") ? "application/octet-stream" : first;
}

function encode(mediaType: string, body: unknown): HostBody {
  if (isJson(mediaType)) return JSON.stringify(body) ?? "null";
  if (typeof body === "string" || body instanceof Blob || body instanceof ReadableStream) return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return JSON.stringify(body) ?? "";
}

function withCharset(mediaType: string): string {
  return isJson(mediaType) || mediaType.includes(";") ? mediaType : `${mediaType}; charset=utf-8`;
}
