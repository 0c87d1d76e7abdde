/** Records of AI SmartTalk. */

import { accounts, clients, loginCodes, signingKeys, tokens, usages } from "./accounts.ts";
import { canvases, chatModels, conversations, messages, nextSentences } from "./chats.ts";
import { categories, customers, documents, products, shopEvents, workflows } from "./shops.ts";

export {
  type Account,
  accounts,
  clients,
  loginCodes,
  signingKeys,
  type Token,
  type TokenKindName,
  tokens,
  usages,
} from "./accounts.ts";
export {
  type CanvasRecord,
  type ChatMessage,
  type ChatModel,
  type Conversation,
  canvases,
  chatModels,
  conversations,
  messages,
  nextSentences,
} from "./chats.ts";
export {
  categories,
  customers,
  documents,
  type KnowledgeDocument,
  type ProductRecord,
  products,
  shopEvents,
  type Workflow,
  workflows,
} from "./shops.ts";

/** All of them. */
export const collections = [
  accounts,
  tokens,
  clients,
  loginCodes,
  signingKeys,
  usages,
  chatModels,
  conversations,
  messages,
  canvases,
  documents,
  products,
  categories,
  customers,
  shopEvents,
  workflows,
  nextSentences,
] as const;
