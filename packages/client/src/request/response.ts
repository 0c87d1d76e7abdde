/** Reads what an operation answered: a body as the contract says, or the error of a refusal. */

import type { Operation } from "@parley/contracts";
import { type ApiError, createApiError, ProtocolError, UsageError } from "../errors/index.ts";
import { readRetryAfter } from "../retry/index.ts";
import type { ApiSetup } from "./api.ts";
import { discard, disconnected, type Mask } from "./send.ts";

/** An answer with its body. */
export interface Answer {
  readonly response: Response;
  readonly body: unknown;
  /** Whether the contract has this status, and the body is what it has for it. */
  readonly isDocumented: boolean;
  readonly mask: Mask;
}

/**
 * Reads an answer: JSON, text or bytes, as the contract says for its status, otherwise by its content type.
 *
 * @throws {@link ProtocolError} `unreadable_body` for a success that is not in its media type; ConnectionError.
 */
export async function readAnswer(operation: Operation, response: Response, mask: Mask): Promise<Answer> {
  const { status } = response;
  const documented = operation.responses[status]?.filter((media) => media !== "text/event-stream");
  const kind = kindOf(documented, response.headers.get("content-type") ?? "");
  const isDocumented = documented !== undefined;
  if (!response.body || kind === undefined) {
    discard(response);
    return { response, body: undefined, isDocumented, mask };
  }
  const body = await readAs(operation, response, kind === "bytes" ? "blob" : "text");
  if (kind !== "json") return { response, body, isDocumented, mask };
  if (body === "") return { response, body: undefined, isDocumented, mask };
  try {
    return { response, body: JSON.parse(String(body)) as unknown, isDocumented, mask };
  } catch {
    // Not kept as a cause: the error of the parser quotes the text.
    if (status >= 400) return { response, body, isDocumented: false, mask };
    throw protocolError(operation, response, "unreadable_body", "whose body is not the JSON of the contract");
  }
}

/**
 * Reads the whole body.
 *
 * @throws ConnectionError when it breaks off; UsageError `body_used` when a middleware has taken it.
 */
export async function readAs<Kind extends "blob" | "text">(
  operation: Operation,
  response: Response,
  kind: Kind,
): Promise<Awaited<ReturnType<Response[Kind]>>> {
  if (response.bodyUsed) {
    throw new UsageError(`${operation.id} was answered, but a middleware read the body instead of a clone`, {
      code: "body_used",
      operationId: operation.id,
    });
  }
  try {
    return (await response[kind]()) as Awaited<ReturnType<Response[Kind]>>; // the compiler gives the union
  } catch (cause) {
    throw disconnected(operation, "was cut off in the middle of its answer", cause);
  }
}

function isJson(media: string): boolean {
  return /[/+]json\b/.test(media);
}

function isText(media: string): boolean {
  return /^text\/|javascript|xml\b/.test(media);
}

/** How a body is read; `undefined` where the contract has none. */
function kindOf(documented: readonly string[] | undefined, type: string): "json" | "text" | "bytes" | undefined {
  if (documented?.length === 0) return undefined;
  const expected = documented ?? [type];
  const others = expected.filter((media) => !isJson(media));
  // A body of which only JSON is known is read as such, whatever its content type says.
  if (others.length === 0 || (others.length < expected.length && isJson(type))) return "json";
  return others.every(isText) ? "text" : "bytes";
}

/** Makes the error of a response that is not in the contract. */
export function protocolError(
  operation: Operation,
  { status, type, headers }: Response,
  code: string,
  problem: string,
): ProtocolError {
  // Browsers hide everything of a redirect that they do not follow.
  const what =
    type === "opaqueredirect" ? "a redirect" : `${status} (${headers.get("content-type") ?? "no content type"})`;
  return new ProtocolError(`${operation.id} was answered with ${what}, ${problem}`, {
    code,
    operationId: operation.id,
    requestId: requestIdOf(headers),
  });
}

/** Makes the error of a refusal, or of a success that the contract does not have. */
export function refusal(setup: ApiSetup, operation: Operation, answer: Answer): ApiError | ProtocolError {
  const { response, body, isDocumented, mask } = answer;
  const { status, headers, ok } = response;
  const isRejected = ok && setup.isRejection?.(body);
  if (status < 400 && !isRejected) {
    return protocolError(operation, response, "undocumented_status", "which the contract does not have");
  }
  const code = isRejected ? "rejected_in_body" : setup.problemCode?.(body);
  const reason = [code, problemMessage(body)].filter((part) => part !== undefined).join(": ");
  return createApiError(mask([`${operation.id} was refused with ${status}`, reason].filter(Boolean).join(" ")), {
    code: mask(code ?? `status_${status}`),
    status,
    body,
    response,
    isDocumented,
    operationId: operation.id,
    requestId: requestIdOf(headers),
    retryAfter: readRetryAfter(headers, setup.clock),
  });
}

/** `x-request-id`, and the names that some gateways have for it. */
function requestIdOf(headers: Headers): string | undefined {
  return [...headers].find(([name]) => /^(x-(amzn-)?)?request-?id$/.test(name))?.[1];
}

/** Longest part of a message that comes from the server. */
const longestReason = 300;

/** The words for people in an error body, wherever the usual forms have them. */
export function problemMessage(body: unknown): string | undefined {
  // A page of a gateway says nothing that its status does not.
  if (typeof body === "string") return body.startsWith("<") ? undefined : body.slice(0, longestReason);
  if (typeof body !== "object" || body === null) return undefined;
  const { message, error, detail, error_description: description } = body as Record<string, unknown>; // looked at below
  const text = [description, message, detail, error].find((value) => typeof value === "string" && value !== "");
  return text === undefined ? problemMessage(error) : problemMessage(String(text));
}
