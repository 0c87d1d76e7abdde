/** What XYZ AI keeps: the records. */

import type { SigningKey } from "../core/auth/index.ts";

/** A project: what apps and keys belong to. */
export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  /** Base64url of 32 bytes; seals the variables of end users. */
  readonly sealKey: string;
}

/** A key that signs the tokens of a project; a project without one cannot have any. */
export interface SigningKeyRecord extends SigningKey {
  readonly projectId: string;
}

/** A widget app. */
export interface AppRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly secretHash: string;
  readonly isDisabled: boolean;
  readonly requestsPerMinute?: number;
}

/** An origin whose pages may use the tokens of an app. */
export interface OriginRecord {
  readonly appId: string;
  readonly origin: string;
}

/** An API key; `viewer` may look and change nothing. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly username: string;
  readonly role: "editor" | "viewer";
  readonly hash: string;
  readonly expiresAt?: number;
  readonly requestsPerMinute?: number;
}

/** The variables of an end user, sealed. */
export interface VariablesRecord {
  readonly owner: string;
  /** AES-256-GCM of `{ env, secrets }` in base64url, after its nonce. */
  readonly sealed: string;
}

/** A task: one conversation. What it has come to stands in the runs of its turns. */
export interface TaskRecord {
  readonly id: string;
  readonly owner: string;
  /** Counts the tasks of an owner from 1. */
  readonly number: number;
  readonly apiKeyId: string | null;
  readonly username: string;
  readonly conversationId: string;
  readonly message: string;
  readonly systemPrompt: string | null;
  readonly showInHistory: boolean;
  readonly autoExecute: boolean;
  readonly env: Readonly<Record<string, string>> | null;
  readonly createdAt: number;
  readonly sessionId: string;
  /** When the session of the agent was last needed. */
  readonly sessionUsedAt: number;
  /** Tools that run without asking until the session ends. */
  readonly allowedTools: readonly string[];
  /** Run of the last turn. */
  readonly runId: string;
}

/** A message of the user, and the run that answers it. */
export interface TurnRecord {
  readonly runId: string;
  readonly taskId: string;
  /** Counts the turns of a task from 1. */
  readonly number: number;
  readonly messageId: string;
  readonly replyId: string;
  readonly message: string;
  readonly attachedFiles: readonly AttachedFile[];
  readonly createdAt: number;
}

/** A file that came with a message. */
export interface AttachedFile {
  readonly name: string;
  readonly path: string;
}

/** A tool call that waits for a decision. */
export interface ApprovalRecord {
  readonly runId: string;
  readonly callId: string;
  readonly toolName: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A file in the workspace of a task. */
export interface FileRecord {
  readonly taskId: string;
  readonly path: string;
  readonly name: string;
  readonly blobId: string;
  readonly size: number;
  readonly mimeType: string;
  readonly category: string;
  readonly modifiedAt: number;
}

/** Requests of one minute. */
export interface WindowRecord {
  readonly name: string;
  readonly startedAt: number;
  readonly count: number;
}
