/** What XYZ AI keeps. */

import type { SigningKey } from "../core/auth/index.ts";
import { type AnyCollection, defineCollection } from "../core/world/index.ts";

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
  /** JWE of `{ env, secrets }`. */
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

/** Projects. */
export const projects = defineCollection<ProjectRecord>()({
  name: "xyz/projects",
  key: ({ id }) => id,
  fields: { id: "string", name: "string", sealKey: "string" },
  indexes: {},
});

/** Keys that sign tokens. */
export const signingKeys = defineCollection<SigningKeyRecord>()({
  name: "xyz/signing-keys",
  key: ({ kid }) => kid,
  fields: { kid: "string", projectId: "string", algorithm: "string", jwk: "object", retiresAt: "number?" },
  indexes: { byKid: { of: ({ kid }) => kid }, byProject: { of: ({ projectId, kid }) => [projectId, kid] } },
});

/** Widget apps. */
export const apps = defineCollection<AppRecord>()({
  name: "xyz/apps",
  key: ({ id }) => id,
  fields: {
    id: "string",
    projectId: "string",
    name: "string",
    secretHash: "string",
    isDisabled: "boolean",
    requestsPerMinute: "number?",
  },
  indexes: {},
});

/** Allowed origins of apps. */
export const origins = defineCollection<OriginRecord>()({
  name: "xyz/origins",
  key: ({ appId, origin }) => `${appId} ${origin}`,
  fields: { appId: "string", origin: "string" },
  indexes: { byOrigin: { of: ({ origin }) => origin } },
});

/** API keys. */
export const apiKeys = defineCollection<ApiKeyRecord>()({
  name: "xyz/api-keys",
  key: ({ id }) => id,
  fields: {
    id: "string",
    projectId: "string",
    name: "string",
    username: "string",
    role: "string",
    hash: "string",
    expiresAt: "number?",
    requestsPerMinute: "number?",
  },
  indexes: { byHash: { of: ({ hash }) => hash, isUnique: true } },
});

/** Variables of end users. */
export const variables = defineCollection<VariablesRecord>()({
  name: "xyz/variables",
  key: ({ owner }) => owner,
  fields: { owner: "string", sealed: "string" },
  indexes: {},
});

/** Tasks. */
export const tasks = defineCollection<TaskRecord>()({
  name: "xyz/tasks",
  key: ({ id }) => id,
  fields: {
    id: "string",
    owner: "string",
    number: "number",
    apiKeyId: "string|null",
    username: "string",
    conversationId: "string",
    message: "string",
    systemPrompt: "string|null",
    showInHistory: "boolean",
    autoExecute: "boolean",
    env: "object|null",
    createdAt: "number",
    sessionId: "string",
    sessionUsedAt: "number",
    allowedTools: "array",
    runId: "string",
  },
  indexes: { byOwner: { of: ({ owner, number }) => [owner, number], isUnique: true } },
});

/** Turns of tasks. */
export const turns = defineCollection<TurnRecord>()({
  name: "xyz/turns",
  key: ({ runId }) => runId,
  fields: {
    runId: "string",
    taskId: "string",
    number: "number",
    messageId: "string",
    replyId: "string",
    message: "string",
    attachedFiles: "array",
    createdAt: "number",
  },
  indexes: { byTask: { of: ({ taskId, number }) => [taskId, number], isUnique: true } },
});

/** Tool calls that wait. */
export const approvals = defineCollection<ApprovalRecord>()({
  name: "xyz/approvals",
  key: ({ runId, callId }) => `${runId} ${callId}`,
  fields: { runId: "string", callId: "string", toolName: "string", args: "object" },
  indexes: { byRun: { of: ({ runId, callId }) => [runId, callId] } },
});

/** Files of workspaces. */
export const files = defineCollection<FileRecord>()({
  name: "xyz/files",
  key: ({ taskId, path }) => `${taskId} ${path}`,
  fields: {
    taskId: "string",
    path: "string",
    name: "string",
    blobId: "string",
    size: "number",
    mimeType: "string",
    category: "string",
    modifiedAt: "number",
  },
  indexes: { byTask: { of: ({ taskId, path }) => [taskId, path] } },
});

/** Windows of limits. */
export const windows = defineCollection<WindowRecord>()({
  name: "xyz/windows",
  key: ({ name }) => name,
  fields: { name: "string", startedAt: "number", count: "number" },
  indexes: {},
});

/** All of them. */
export const collections: readonly AnyCollection[] = [
  projects,
  signingKeys,
  apps,
  origins,
  apiKeys,
  variables,
  tasks,
  turns,
  approvals,
  files,
  windows,
];
