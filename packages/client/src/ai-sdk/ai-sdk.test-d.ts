import type { ChatTransport as SdkChatTransport, UIMessage, UIMessageChunk } from "ai";
import { expectTypeOf, test } from "vitest";
import type { ChatChunk, ChatTransport } from "./index.ts";

interface OwnMessage extends UIMessage<{ createdAt: string }, { weather: { degrees: number } }> {}

test("the transport is one of the AI SDK, for messages of any kind", () => {
  expectTypeOf<ChatTransport>().toExtend<SdkChatTransport<UIMessage>>();
  expectTypeOf<ChatTransport>().toExtend<SdkChatTransport<OwnMessage>>();
});

test("chunks are those of the AI SDK", () => {
  expectTypeOf<ChatChunk>().toExtend<UIMessageChunk>();
  expectTypeOf<{ type: "text-delta"; id: string }>().not.toExtend<UIMessageChunk>();
});
