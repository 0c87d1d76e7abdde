// biome-ignore-all lint/style/noRestrictedImports: the contract of a server comes from this workspace.
/** AI SmartTalk, `sendChatMessage`: the reply as JSON or, where the caller asks for it, as events. */

import type { OperationTypes } from "@parley/contracts/smarttalk";
import { securitySchemes } from "@parley/contracts/smarttalk";
import document from "@parley/contracts/smarttalk/openapi.json" with { type: "json" };
import { sendChatMessage } from "@parley/contracts/smarttalk/operations";
import * as streams from "@parley/contracts/smarttalk/streams";
import * as validators from "@parley/contracts/smarttalk/validators";
import { defineContract, type EventOf, serve } from "@parley/server";

const contract = defineContract<OperationTypes, { oauth: { scopes: readonly string[] } }>()({
  operations: { sendChatMessage },
  validators,
  streams,
  securitySchemes,
  document,
});
const refuse = () => undefined;

/** Answers `POST /api/chat`, for anyone and for the OAuth token `demo`. */
export const fetch = serve(
  contract,
  {
    sendChatMessage({ body, streaming, principal }) {
      const text = `${principal.oauth ? "Welcome back." : "Hello."} You said: ${body.message}`;
      if (streaming) return speak(text, body.includeTokens ?? true);
      return { status: 200, body: { message: { id: "message-1", text } } };
    },
  },
  {
    authenticate: {
      oauth: (token) => (token === "demo" ? { scopes: ["chat"] } : undefined),
      bearer: refuse,
      apiKey: refuse,
      chatModelId: refuse,
      useChatbotAuth: refuse,
      appToken: refuse,
      visitorToken: refuse,
    },
    formatError: ({ status, message }) => ({ status, message }),
    toErrorEvent: () => ({ type: "error", data: { type: "error", message: "The reply failed" } }),
  },
);

async function* speak(text: string, tokens: boolean): AsyncGenerator<EventOf<typeof contract, "sendChatMessage">> {
  yield { type: "stream_start", data: { type: "stream_start" } };
  if (tokens) for (const word of text.split(/(?= )/)) yield { type: "token", data: { type: "token", text: word } };
  yield { type: "agent_response", data: { type: "agent_response", text } };
  yield { type: "stream_end", data: { type: "stream_end" } };
}
