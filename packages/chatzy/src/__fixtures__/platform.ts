/** A platform in the process of the test, which answers as it is told and keeps what it was asked. */

import type { Clock } from "@parley/client";
import { type Chatzy, createChatzy } from "../chatzy.ts";
import { type Conversation, resumeConversation } from "../conversation.ts";
import type { RecoveryOptions } from "../recovery.ts";
import type { Reply, ReplyEvent } from "../reply.ts";

export const chatbotId = "51de6a36-5532-49c2-888e-46754ce102ba";
export const conversationId = "96333140-53c3-4d1d-bbd1-edd150d46ea2";

type Answer = (request: Request) => Response | Promise<Response>;

/** Answers by path, given one after the other; the last one is given again and again. */
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

export interface Platform {
  readonly chatzy: Chatzy;
  /** Method, path and query of each request. */
  readonly asked: readonly string[];
  readonly requests: readonly Request[];
  /** The pauses that were made, in milliseconds. */
  readonly pauses: readonly number[];
}

export function createPlatform(answers: Answers): Platform {
  const asked: string[] = [];
  const requests: Request[] = [];
  const pauses: number[] = [];
  const given = new Map<string, number>();
  const chatzy = createChatzy({
    baseUrl: "https://chatzy.parley.dev",
    clock: createEagerClock(pauses),
    random: () => 0,
    fetch: async (request) => {
      const { pathname, search, host } = new URL(request.url);
      asked.push(`${request.method} ${pathname}${search}`);
      requests.push(request.clone());
      const name = host === "chatzy.parley.dev" ? pathname : host;
      const answer = [answers[name] ?? (() => json({ message: `No answer to ${name}` }, 404))].flat();
      const count = given.get(name) ?? 0;
      given.set(name, count + 1);
      const next = answer[Math.min(count, answer.length - 1)];
      if (!next) throw new TypeError(`No answer to ${name}`);
      return next(request);
    },
  });
  return { chatzy, asked, requests, pauses };
}

/** Waits shorter than the time limits of requests are over at once; the limits never come. */
function createEagerClock(pauses: number[]): Clock {
  return {
    now: () => Date.UTC(2025, 8, 4),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        if (milliseconds >= 30_000) return;
        pauses.push(milliseconds);
        resolve();
      }),
  };
}

/** A conversation that was opened before. */
export function conversationOf({ chatzy }: Platform, recovery: RecoveryOptions = {}): Conversation {
  return resumeConversation(chatzy, { chatbotId, conversationId, recovery });
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** A stream of these texts, in order. */
export function stream(...data: string[]): Response {
  return new Response(data.map((text) => `data: ${text}\n\n`).join(""), {
    headers: { "content-type": "text/event-stream" },
  });
}

/** A stream of these texts whose connection then breaks. */
export function brokenStream(...data: string[]): Response {
  const encoder = new TextEncoder();
  const texts = [...data];
  const body = new ReadableStream({
    pull: (controller) => {
      const text = texts.shift();
      if (text === undefined) controller.error(new TypeError("terminated"));
      else controller.enqueue(encoder.encode(`data: ${text}\n\n`));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

export function text(content: string): string {
  return JSON.stringify({ content });
}

/** What `sendMessage` answers. */
export const accepted: Answer = () =>
  json({
    data: { temp_token: "first", user_message: { user_message_id: "m2", created_at: "2025-09-04T08:55:02.740Z" } },
  });

/** What `getStreamStatus` answers. */
export function status(streamStatus: string, processing: string | null): Answer {
  return () => json({ data: { stream_status: streamStatus, response_processing_status: processing } });
}

/** What `createStreamToken` answers. */
export function streamToken(token: string): Answer {
  return () => json({ data: { temp_token: token } });
}

/** What `listConversationMessages` answers. */
export function history(...messages: object[]): Answer {
  return () => json({ data: { messages } });
}

/** The events of a reply and the error that ended it. */
export async function readEvents(reply: Reply): Promise<{ events: ReplyEvent[]; error?: unknown }> {
  const events: ReplyEvent[] = [];
  try {
    for await (const event of reply) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}
