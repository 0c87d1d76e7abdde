/** Tells of each request in one line. */

import type { Clock } from "@parley/clock";
import { type HostHandler, type HostRequest, type HostResponse, hostView } from "@parley/server";
import type { Front } from "../../core/platform/index.ts";

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** Path and query as they were sent; they may have secrets. */
  readonly target: string;
  readonly status: number;
  /** Milliseconds until the answer began. */
  readonly duration: number;
  /** Why it was refused, in the words of the answer. */
  readonly reason: string | undefined;
}

/** The same front, which tells of each request when its answer begins. */
export function withRequestLog(front: Front, clock: Clock, onAnswer: (request: AnsweredRequest) => void): Front {
  const { handler } = front[hostView];
  if (!handler) return front;
  const answer = async (request: HostRequest): Promise<HostResponse> => {
    const start = clock.now();
    const response = await handler.answer(request);
    const { method, path, query } = request;
    const target = query === "" ? path : `${path}?${query}`;
    onAnswer({ method, target, status: response.status, duration: clock.now() - start, reason: reasonOf(response) });
    return response;
  };
  const logged: HostHandler = { answer, hostErrorOf: (status) => handler.hostErrorOf(status) };
  return Object.assign((request: Request) => front(request), { [hostView]: { handler: logged } });
}

const longest = 160;

/** The sentence of a refusal, whatever its form. */
function reasonOf({ status, body }: HostResponse): string | undefined {
  if (status < 400 || typeof body !== "string") return undefined;
  try {
    return findSentence(JSON.parse(body))?.slice(0, longest);
  } catch {
    return undefined;
  }
}

function findSentence(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { message, error_description: description, error, detail } = value as Record<string, unknown>;
  for (const text of [message, description, detail]) if (typeof text === "string") return text;
  return typeof error === "string" ? error : findSentence(error);
}
