/** What a caller may see and change. What is somebody else's is not there. */

import type { Collection, Transaction } from "../core/world/index.ts";
import type { Desk } from "./desk.ts";
import { accessDenied, loginNeeded, noAccess, notFound, refusal } from "./errors.ts";
import type { Caller, UserCaller } from "./principals.ts";
import {
  type Account,
  accounts,
  type ChatModel,
  type Conversation,
  chatModels,
  conversations,
} from "./records/index.ts";
import { findVisitor } from "./verifiers.ts";

/** Characters of the longest id; what is longer is in no store. */
const longestId = 200;

/** Finds a record by an id that somebody has sent. */
export async function findById<Item extends object>(
  transaction: Transaction,
  collection: Collection<Item, string>,
  id: string,
): Promise<Item | undefined> {
  return id === "" || id.length > longestId ? undefined : transaction.get(collection, id);
}

/** Principals of the operations that need a credential and `x-chat-model-id`. */
interface V1Principal {
  readonly oauth?: UserCaller | undefined;
  readonly bearer?: Caller | undefined;
  readonly apiKey?: Caller | undefined;
  readonly chatModelId?: { readonly chatModelId: string } | undefined;
}

/** A chat model with who works on it. */
export interface ModelAccess {
  readonly model: ChatModel;
  readonly caller: Caller;
}

/**
 * The chat model that a call of version 1 is about. A token of a person opens the one that was chosen with it, an API
 * token all of its account; of others nobody learns whether they exist.
 */
export async function openModel(
  transaction: Transaction,
  principal: V1Principal,
  /** Ids that the body or the path repeats. */
  ...repeated: readonly (string | undefined)[]
): Promise<ModelAccess | ReturnType<typeof noAccess>> {
  const caller = principal.oauth ?? principal.bearer ?? principal.apiKey;
  const chatModelId = principal.chatModelId?.chatModelId ?? repeated.find((id) => id !== undefined);
  if (!caller || chatModelId === undefined) return noAccess();
  if (repeated.some((id) => id !== undefined && id !== chatModelId)) return noAccess();
  const model = await findById(transaction, chatModels, chatModelId);
  if (!model || !reaches(caller, model)) return noAccess();
  return { model, caller };
}

function reaches(caller: Caller, model: ChatModel): boolean {
  if (caller.organizationId !== model.organizationId) return false;
  return caller.kind === "api" || caller.chatModelId === model.id;
}

/** Principals of chat. */
interface ChatPrincipal {
  readonly oauth?: UserCaller | undefined;
  readonly bearer?: Caller | undefined;
  readonly appToken?: Caller | undefined;
  readonly visitorToken?: Caller | undefined;
}

/** Somebody in a chat. */
export interface ChatAccess {
  readonly model: ChatModel;
  /** Nobody is known where it is missing. */
  readonly caller?: Caller;
  readonly account?: Account;
}

/** The chat model that somebody chats with; anybody may, where it allows that. */
export async function openChat(
  transaction: Transaction,
  principal: ChatPrincipal,
  chatModelId: string,
): Promise<ChatAccess | ReturnType<typeof loginNeeded | typeof notFound | typeof accessDenied | typeof noAccess>> {
  const caller = principal.oauth ?? principal.bearer ?? principal.visitorToken ?? principal.appToken;
  // Before the chat model is looked up: a token of another one learns nothing of it.
  if (caller && caller.kind !== "api" && caller.chatModelId !== chatModelId) return noAccess();
  const model = await findById(transaction, chatModels, chatModelId);
  if (!model || (caller && caller.organizationId !== model.organizationId)) return notFound();
  if (!caller) return model.allowsAnonymous ? { model } : loginNeeded();
  if (caller.kind === "api") return model.allowsAnonymous ? { model, caller } : loginNeeded();
  if (caller.kind === "visitor") return { model, caller };
  const account = await transaction.get(accounts, caller.userId);
  if (!account) return loginNeeded();
  if (account.isBanned) return refusal(403, "This account is banned", "BANNED");
  return { model, caller, account };
}

/** A conversation with who is in it. */
export interface ConversationAccess extends ChatAccess {
  readonly conversation: Conversation;
}

/**
 * A conversation of one's own. An account opens those that it owns; who has none opens those of visitors, by their id,
 * which nobody can guess. A visitor's token opens one conversation, and says so before any other is looked up.
 */
export async function openConversation(
  transaction: Transaction,
  access: ChatAccess,
  chatInstanceId: string,
  kind: Conversation["kind"] = "chat",
): Promise<ConversationAccess | ReturnType<typeof notFound | typeof accessDenied>> {
  const { caller, model } = access;
  if (caller?.kind === "visitor" && caller.chatInstanceId !== chatInstanceId) return accessDenied();
  const conversation = await findById(transaction, conversations, chatInstanceId);
  if (!conversation || conversation.chatModelId !== model.id || conversation.kind !== kind) return notFound();
  const isOwn = caller?.kind === "user" ? conversation.ownerId === caller.userId : conversation.ownerId === undefined;
  return isOwn ? { ...access, conversation } : notFound();
}

/** Whether somebody holds the token of a visitor's conversation besides what they have signed in with. */
export async function holdsVisitorToken(
  transaction: Transaction,
  desk: Desk,
  request: Request,
  chatInstanceId: string,
): Promise<boolean> {
  return (await findVisitor(transaction, desk, request))?.chatInstanceId === chatInstanceId;
}
