/** What XYZ AI keeps: the collections of its records. */

import { type AnyCollection, defineCollection } from "../core/world/index.ts";
import type {
  ApiKeyRecord,
  AppRecord,
  ApprovalRecord,
  FileRecord,
  OriginRecord,
  ProjectRecord,
  SigningKeyRecord,
  TaskRecord,
  TurnRecord,
  VariablesRecord,
  WindowRecord,
} from "./records.ts";

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
