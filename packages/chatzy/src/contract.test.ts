/** What the contract of Chatzy says and takes, where it once claimed more or less than the vendor's pages. */

import { mayEnd, nextState } from "@parley/contracts";
import openapi from "@parley/contracts/chatzy/openapi.json" with { type: "json" };
import * as streams from "@parley/contracts/chatzy/streams";
import { describe, expect, test } from "vitest";

const { paths } = openapi;
const { schemas } = openapi.components;

describe("statements of the first pages", () => {
  test("the client key is found in the profile", () => {
    const { description } = schemas.AccessTokenRequest.properties.client_api_key;
    for (const text of [description, paths["/ai_agent/get_access_token"].post.description]) {
      expect(text).toContain("https://app.chatzy.ai/profile");
    }
  });

  test("the index of all pages", () => {
    expect(openapi.externalDocs.description).toContain("https://docs.chatzy.ai/llms.txt");
  });

  test("a key ties several clips, in their order, to the finished message", () => {
    expect(schemas.MessageRequest.properties.client_message_key).toMatchObject({
      description: expect.stringMatching(/optional.*for each user message, before it is\ssent.*in the order/s),
      examples: ["22bacb4e-43ff-41e2-9800-ac62f33104ec", "msg_123"],
    });
  });

  test("only three members of a message are required", () => {
    expect(schemas.MessageRequest.required).toEqual(["chatbot_id", "conversation_id", "messages"]);
  });
});

describe("levels", () => {
  test.each([
    ["/get-response", paths["/get-response"].get, { "200": "assumed" }],
    ["/get_stream_status", paths["/get_stream_status"].get, { "200": "assumed" }],
    ["/get_inference", paths["/get_inference"].post, { "200": "seed" }],
    ["/stt", paths["/stt"].post, { "200": "documented", "401": "documented" }],
  ])("of the statuses of %s", (_path, operation, levels) => {
    expect(operation["x-provenance-of"]).toEqual(levels);
  });

  test("one minute is not from the page of the message", () => {
    expect(schemas.SentMessage.properties.temp_token["x-provenance-of"]).toEqual({ description: "documented" });
    expect(paths["/get_inference"].post.description).toMatch(/one minute is not on the page.*`documented`/s);
  });

  test("formats and lengths that no page prints are ours", () => {
    const { user_id: user, chatbot_id: agent, client_api_key: key } = schemas.AccessTokenRequest.properties;
    expect([user, agent, key].map((member) => member["x-provenance-of"])).toEqual([
      { minLength: "assumed" },
      { format: "seed" },
      { minLength: "assumed", format: "assumed" },
    ]);
    expect(schemas.StoredUserMessage.properties.created_at["x-provenance-of"]).toEqual({ format: "assumed" });
  });
});

test("a clip travels in one form, since generated clients cannot choose between a form and bytes", () => {
  expect(Object.keys(paths["/stt"].post.requestBody.content)).toEqual(["multipart/form-data"]);
});

describe("order of events", () => {
  const { automaton } = streams.streamReply;

  /** Whether the stream may be these events and nothing else. */
  function isComplete(events: string): boolean {
    const state = events
      .split(" ")
      .reduce<number | undefined>((from, event) => (from === undefined ? from : nextState(automaton, from, event)), 0);
    return state !== undefined && mayEnd(automaton, state);
  }

  test.each(["no_message_found", "content frozen", "call_again blacklisted", "content call_again content done_marker"])(
    "%s",
    (events) => {
      expect(isComplete(events)).toBe(true);
    },
  );

  test.each(["content", "call_again", "close_connection content"])("not %s", (events) => {
    expect(isComplete(events)).toBe(false);
  });
});
