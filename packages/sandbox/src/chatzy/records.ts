/** What is known of accounts, agents, people and what they say. Times are milliseconds since 1970. */

/** An account of the dashboard. */
export interface Account {
  readonly email: string;
  readonly passwordHash: string;
  readonly clientKeyHash: string;
}

/** What an agent says first. */
export interface Greeting {
  readonly switch: boolean;
  readonly buttons: readonly string[];
  readonly content: string;
}

/** An agent, which the vendor also calls a chatbot. */
export interface AgentRecord {
  readonly id: string;
  /** Email address of the account. */
  readonly account: string;
  readonly greeting?: Greeting;
  /** Whether a reply comes in pieces, or in one. */
  readonly isStreaming: boolean;
  /** The word for the normal end of a reply. */
  readonly endWord: "close_connection" | "done_marker";
  readonly instructions?: string;
}

/** Somebody who writes to the agents of an account. */
export interface Contact {
  readonly id: string;
  readonly account: string;
  /** The account's own id of them. */
  readonly userId?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly createdAt: number;
  readonly lastInteractedAt: number;
  /** When the newest message was stored; contacts without any are in no inbox. */
  readonly latestMessageAt?: number;
  readonly queries: number;
  readonly unread: number;
  readonly channels: readonly string[];
  readonly assignedTo?: string;
  readonly isBlacklisted: boolean;
  readonly isFrozen: boolean;
  /** `null`: until somebody ends it. */
  readonly frozenUntil: number | null;
}

/** A conversation. */
export interface Conversation {
  readonly id: string;
  readonly agentId: string;
  readonly account: string;
  readonly createdAt: number;
  readonly messageCount: number;
  readonly contactId?: string;
  /** Channel. */
  readonly type?: string;
  /** Where it is held in an authorised iframe: whose it is. */
  readonly iframeUserId?: string;
}

/** A file that goes with a message. */
export interface SentDocument {
  readonly name: string;
  readonly mediaType: string;
  /** Of a file that was uploaded. */
  readonly key?: string;
}

/** A message. */
export interface Message {
  readonly id: string;
  readonly conversationId: string;
  /** Place in the conversation, from 1. */
  readonly order: number;
  readonly role: "user" | "assistant";
  readonly content: string;
  readonly createdAt: number;
  readonly documents?: readonly SentDocument[];
  /** Clips that it was spoken in, in their order. */
  readonly clips?: readonly string[];
  readonly whatsAppIds?: readonly string[];
  /** Absent until somebody opens the stream. */
  readonly reply?: Reply;
}

/** Where the reply to a message is. */
export interface Reply {
  readonly runId: string;
  /** Position of the log of the conversation before its first event. */
  readonly after: number;
}

/** A clip of a message that is being spoken. */
export interface Clip {
  readonly id: string;
  readonly conversationId: string;
  /** Made by the client. */
  readonly messageKey: string;
  readonly order: number;
  readonly mediaType: string;
  readonly transcript: string;
  readonly createdAt: number;
  /** Once the message was sent. */
  readonly messageId?: string;
}

/** What is heard in a clip that is known. */
export interface KnownClip {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  readonly transcript: string;
}

/** A file that was uploaded. */
export interface StoredFile {
  /** Such as `icons/3fa1d79c-...`. */
  readonly key: string;
  /** Of its bytes. */
  readonly blob: string;
  readonly mediaType: string;
  readonly size: number;
  readonly storedAt: number;
}
