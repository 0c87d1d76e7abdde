/** Finds the way back to a reply whose stream has dropped, as the vendor describes it (`getStreamStatus`). */

import { AbortError, setupOf, unwrap } from "@parley/client";
import type { Chatzy, RequestOptions } from "./chatzy.ts";
import { type ReplyLossReason, ReplyLostError, type StreamStatus } from "./reply-errors.ts";

/** How long a dropped reply is looked for. */
export interface RecoveryOptions {
  /** Milliseconds between two questions for the state of the reply; default 1000. */
  readonly pollInterval?: number;
  /** How often the state of one reply is asked for; default 60. */
  readonly maxTries?: number;
}

/** Where a reply can be read: on a stream that is opened with a new token, or in the history. */
export type ReplyPlace = "stream" | "history";

/** What a search is for. */
export interface Search extends RecoveryOptions {
  readonly chatzy: Chatzy;
  readonly conversationId: string;
  readonly options: RequestOptions;
}

/** A search that may be taken up again; the questions of all its parts are counted together. */
export interface ReplySearch {
  /**
   * Asks until the reply can be read.
   *
   * @throws {@link ReplyLostError} `unexpected_status` or `still_processing`; what a request throws.
   */
  find(partial: string, cause: unknown): Promise<ReplyPlace>;
  /** Makes the error of this search. */
  lose(code: ReplyLossReason, partial: string, cause: unknown): ReplyLostError;
}

const reasons: Readonly<Record<ReplyLossReason, string>> = {
  unexpected_status: "the platform gives it an unexpected status",
  still_processing: "the platform was still at work when it was last asked",
  no_stored_reply: "the history has none",
};

/** Begins a search; nothing is asked yet. */
export function searchReply({
  chatzy,
  conversationId,
  options,
  pollInterval = 1000,
  maxTries = 60,
}: Search): ReplySearch {
  const { clock } = setupOf(chatzy);
  let tries = 0;
  let status: StreamStatus = { streamStatus: "unknown", responseProcessingStatus: null };

  function lose(code: ReplyLossReason, partial: string, cause: unknown): ReplyLostError {
    const message = `The reply could not be recovered after ${tries} questions for its state: ${reasons[code]}`;
    return new ReplyLostError(message, { code, status, partial, cause });
  }

  async function find(partial: string, cause: unknown): Promise<ReplyPlace> {
    for (; tries < maxTries; tries += 1) {
      if (tries > 0) await pause(pollInterval);
      const query = { conversation_id: conversationId };
      const { data } = await unwrap(chatzy.GET("/get_stream_status", { ...options, params: { query } }));
      status = { streamStatus: data.stream_status, responseProcessingStatus: data.response_processing_status };
      const state = `${data.stream_status} ${data.response_processing_status}`;
      if (state === "is_streaming processing") continue;
      tries += 1;
      if (state === "is_streaming null") return "stream";
      if (state === "completed completed") return "history";
      throw lose("unexpected_status", partial, cause);
    }
    throw lose("still_processing", partial, cause);
  }

  function pause(milliseconds: number): Promise<void> {
    return clock.sleep(milliseconds, options.signal).catch((cause: unknown) => {
      throw new AbortError("The search for the reply was aborted", { code: "aborted", cause });
    });
  }

  return { find, lose };
}
