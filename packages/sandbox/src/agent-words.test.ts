/** Every word of every stream can be made of something that an agent says, or of something that the platform keeps. */

import type { StreamContract } from "@parley/contracts";
import * as chatzy from "@parley/contracts/chatzy/streams";
import * as smarttalk from "@parley/contracts/smarttalk/streams";
import * as xyz from "@parley/contracts/xyz/streams";
import { expect, test } from "vitest";
import { playTurn } from "./core/agent/__fixtures__/turn.ts";
import { type AgentEvent, scriptedAgent, withEnding, withSpeech, withTranscription } from "./core/agent/index.ts";
import { createToneSpeech } from "./core/audio/index.ts";

/**
 * The message after which an agent says what the word is made of, and how that is known. What is in the store is said by
 * no agent.
 */
type Making = readonly [message: string, is: (event: AgentEvent) => boolean] | "history";

const typed = (type: AgentEvent["type"]) => (event: AgentEvent) => event.type === type;
const failed = (code: string, stage?: string) => (event: AgentEvent) =>
  event.type === "error" && event.code === code && (stage === undefined || event.stage === stage);

/** What each word is made of. */
const makings: Readonly<Record<string, Readonly<Record<string, Making>>>> = {
  chatzy: {
    content: ["Hello", typed("text_delta")],
    call_again: ["/tool", typed("tool_result")],
    close_connection: ["Hello", typed("done")],
    done_marker: ["Hello", typed("done")],
    close_connection_incomplete_content: ["/overflow reply", failed("context_overflow", "reply")],
    close_connection_incomplete_tool_calls: ["/overflow tool_call", failed("context_overflow", "tool_call")],
    close_connection_incomplete_request: ["/overflow request", failed("context_overflow", "request")],
    error: ["/error", failed("requested")],
    no_message_found: ["/refuse no_message", failed("no_message")],
    frozen: ["/refuse paused", failed("contact_paused")],
    blacklisted: ["/refuse blocked", failed("contact_blocked")],
  },
  xyz: {
    history_message: "history",
    history_done: "history",
    status: ["Hello", typed("status")],
    thought: ["/thoughts", typed("thought")],
    content: ["Hello", typed("text_delta")],
    tool_call: ["/tool", typed("tool_call")],
    tool_result: ["/tool", typed("tool_result")],
    subagent_start: ["/subagent", typed("subagent_start")],
    subagent_thought: ["/subagent", typed("subagent_thought")],
    subagent_tool: ["/subagent", typed("subagent_tool")],
    subagent_end: ["/subagent", typed("subagent_end")],
    error: ["/crash", failed("agent_failed")],
    done: ["Hello", typed("done")],
  },
  smarttalk: {
    transcription: ["Hello", typed("transcription")],
    stream_start: ["Hello", typed("run_start")],
    token: ["Hello", typed("text_delta")],
    tool_start: ["/tool", typed("tool_call")],
    tool_end: ["/tool", typed("tool_result")],
    agent_response: ["Hello", (event) => event.type === "done" && event.text !== ""],
    tts_start: ["Hello", typed("speech_start")],
    tts_complete: ["Hello", typed("speech_end")],
    stream_end: ["Hello", typed("done")],
    error: ["/fail 503", failed("requested")],
  },
};

const contracts: Readonly<Record<string, Readonly<Record<string, StreamContract>>>> = { chatzy, smarttalk, xyz };

test.each(Object.keys(contracts))("every word of %s is made of something, and of nothing that is no word", (api) => {
  const words = Object.values(contracts[api] ?? {}).flatMap(({ events }) => Object.keys(events));
  expect(words.length).toBeGreaterThan(0);
  expect(Object.keys(makings[api] ?? {}).toSorted()).toEqual([...new Set(words)].toSorted());
});

const made = Object.entries(makings).flatMap(([api, words]) =>
  Object.entries(words).flatMap(([word, making]) =>
    typeof making === "string" ? [] : [{ api, word, message: making[0], is: making[1] }],
  ),
);

test.each(made)("$api $word: $message", async ({ message, is }) => {
  const transcription = { transcribe: async () => message };
  const asked = withTranscription(scriptedAgent, { transcription, audio: new Uint8Array(), mediaType: "audio/wav" });
  const agent = withEnding(withSpeech(asked, { speech: createToneSpeech() }));
  const events = await playTurn(agent, { waitForApproval: async () => ({ outcome: "approve" }) });
  expect(events.some(is)).toBe(true);
});
