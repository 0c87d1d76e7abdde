/** Throw style over the answers of a client, and refusals whose status narrows their body. */

import {
  type ApiError,
  capName,
  createApiError,
  isParleyError,
  type ParleyError,
  type ProtocolError,
} from "../errors/index.ts";
import { readRetryAfter } from "../retry/index.ts";
import { maskFor } from "./call.ts";
import { callOf, operationOf, setupOf } from "./client.ts";
import { protocolError } from "./failures.ts";
import type { Answer, ApiClient, ApiPaths, DataOf, Method, PathsOf, Refusal } from "./types.ts";

/**
 * Gives the data of an answer, or throws its refusal.
 *
 * @throws {@link ApiError} of the class of the status when the server refuses, with the code `rejected_in_body` when it
 * does so in the body of a success; what the call throws.
 * @example
 * const note = await unwrap(client.GET("/notes/{id}", { params: { path: { id } } }));
 */
export async function unwrap<Given extends Answer>(answer: Given | Promise<Given>): Promise<DataOf<Given>> {
  const given = await answer;
  if (!given.response.ok || isRejection(given)) throw refusalOf(given);
  return given.data as DataOf<Given>; // an answer that is no refusal has data
}

function isRejection(answer: Answer): boolean {
  return callOf(answer)?.contract.isRejection?.(answer.data) === true;
}

/** Makes the error of a refusal, or of a status below 400 that brings no data. */
export function refusalOf(answer: Answer): ApiError | ProtocolError {
  const { response, data, error } = answer;
  const { status, headers, ok } = response;
  const call = callOf(answer);
  const operation = call?.operation ?? { id: "The operation" };
  if (!ok && status < 400) return protocolError(operation, response, "no_data", "which brings no data");
  const mask = (text: string) => maskFor(call, text);
  const body = ok ? data : error;
  const stated = ok ? "rejected_in_body" : call?.contract.problemCode?.(body);
  const code = capName(mask(stated ?? `status_${status}`));
  const reason = [stated && code, mask(problemMessage(body))].filter(Boolean).join(": ");
  return createApiError(`${operation.id} was refused with ${status} ${reason}`.trim(), {
    code,
    status,
    body,
    response,
    // What is no JSON comes from something that stands before the platform.
    isDocumented: ok || (operation.statuses?.includes(status) === true && typeof body !== "string"),
    operationId: operation.id,
    requestId: capName(mask(requestIdOf(headers))) || undefined,
    retryAfter: readRetryAfter(headers, call?.clock ?? Date),
  });
}

/** `x-request-id`, and the names that some gateways have for it. */
function requestIdOf(headers: Headers): string {
  return [...headers].find(([name]) => /^(x-(amzn-)?)?request-?id$/.test(name))?.[1] ?? "";
}

/** Longest part of a message that comes from the server. */
const longestReason = 300;

/** The words for people in an error body, wherever the usual forms have them; empty where there are none. */
export function problemMessage(body: unknown): string {
  // A page of a gateway says nothing that its status does not.
  if (typeof body === "string") return body.startsWith("<") ? "" : body.slice(0, longestReason);
  const { message, error, detail, error_description: description } = Object(body) as Record<string, unknown>; // looked at below
  const text = [description, message, detail, error].find((value) => value && typeof value === "string");
  return text || (error && typeof error === "object") ? problemMessage(text ?? error) : "";
}

/**
 * Whether an error is a refusal of this operation that its contract has; `status` then narrows `body`.
 *
 * @example
 * if (isRefusalOf(client, "get", "/notes/{id}", error) && error.status === 404) show(error.body.message);
 */
export function isRefusalOf<Paths extends ApiPaths, Name extends Method, Path extends PathsOf<Paths, Name>>(
  client: ApiClient<Paths>,
  method: Name,
  path: Path,
  error: unknown,
): error is ApiError & Refusal<Paths, Name, Path> {
  if (!isParleyError(error)) return false;
  const { operationId, isDocumented } = error as ParleyError & { readonly isDocumented?: boolean }; // only ApiError has it
  return operationId === operationOf(setupOf(client), method, path).id && isDocumented === true;
}
