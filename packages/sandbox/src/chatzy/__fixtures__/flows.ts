/** Steps that many tests begin with. */

import { demo } from "../demo.ts";
import type { Answer, Tested } from "./client.ts";

/** Opens a conversation with an agent. */
export async function startConversation(
  { get }: Tested,
  chatbot_id: string = demo.agent,
  query: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { body } = await get("/init_conversation", { chatbot_id, ...query });
  return body.data.conversation_id;
}

/** What a message may carry beside its text. */
interface Sending {
  readonly agent?: string;
  readonly query?: string;
  readonly [member: string]: unknown;
}

/** Sends a message. */
export function send({ post }: Tested, conversation_id: string, content: string, sending: Sending = {}): Promise<Answer> {
  const { agent = demo.agent, query = "", ...members } = sending;
  const messages = { role: "user", content };
  return post(`/get_inference${query}`, { chatbot_id: agent, conversation_id, messages, ...members });
}

/** Sends a message and gives the data of its reply. */
export async function ask(tested: Tested, conversationId: string, content: string, sending?: Sending): Promise<string[]> {
  const { body } = await send(tested, conversationId, content, sending);
  return tested.stream(body.data.temp_token);
}

/** How far the reply to the newest message is. */
export async function statusOf({ get }: Tested, conversation_id: string): Promise<unknown[]> {
  const { body } = await get("/get_stream_status", { conversation_id });
  return [body.data.stream_status, body.data.response_processing_status];
}

/** The messages of a conversation, each as its role and its text. */
export async function historyOf({ get }: Tested, conversation_id: string): Promise<[string, string][]> {
  const { body } = await get("/get_messages_for_conversation", { conversation_id, limit: "100" });
  return body.data.messages.map(({ role, content }: { role: string; content: string }) => [role, content]);
}

/** A token that opens a stream or has a clip transcribed. */
export async function tokenFor({ get }: Tested, conversation_id: string): Promise<string> {
  const { body } = await get("/generate_secret", { conversation_id });
  return body.data.temp_token;
}

/** The pair of tokens of a user in an iframe. */
export async function pairFor({ post }: Tested, user_id: string, chatbot_id: string = demo.iframeAgent) {
  const { body } = await post("/ai_agent/get_access_token", { user_id, chatbot_id, client_api_key: demo.clientKey });
  return { access: body.data.access_token as string, refresh: body.data.refresh_token as string };
}

/** The headers of a user of the dashboard. */
export async function signIn(
  { post }: Tested,
  user_email_id: string = demo.account,
  password: string = demo.password,
): Promise<{ headers: { authorization: string } }> {
  const { body } = await post("/get_id_token", { user_email_id, password });
  return { headers: { authorization: `Bearer ${body.data.idToken}` } };
}
