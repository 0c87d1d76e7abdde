/** The public types: what they allow, what they refuse, and that they are those of the contract. */

import type { components, StreamTaskEvent } from "@parley/contracts/xyz";
import { expectTypeOf } from "vitest";
import {
  type ApproveInput,
  type ArtifactFile,
  approveToolCall,
  type CreateTaskInput,
  cancelTask,
  createTask,
  createXyz,
  downloadArtifact,
  getHistory,
  getTask,
  isRefusalOf,
  keepTokenFresh,
  listArtifacts,
  listTasks,
  listTasksPage,
  openStream,
  type PhasedEvent,
  readReply,
  sendMessage,
  streamTask,
  type Task,
  type TaskEvent,
  type TaskHistory,
  type TaskList,
  type TaskListItem,
  type TaskPhase,
  type TaskReference,
  type TaskStream,
  type UnknownEvent,
  unwrap,
  type Xyz,
} from "./index.ts";
import * as operations from "./operations.ts";
import { createToken, createTokenEndpoint, type EndUserToken } from "./server.ts";

type Schemas = components["schemas"];
type WithoutUndefined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

declare const xyz: Xyz;

// Both ways: the members of the contract are those of this package.
type JsonMembers = WithoutUndefined<Pick<CreateTaskInput, keyof Schemas["TaskRequest"]>>;
expectTypeOf<{ -readonly [Name in keyof JsonMembers]: JsonMembers[Name] }>().branded.toEqualTypeOf<
  Partial<Schemas["TaskRequest"]>
>();
expectTypeOf<keyof Schemas["TaskForm"]>().toExtend<keyof CreateTaskInput>();
expectTypeOf<ApproveInput["outcome"]>().toEqualTypeOf<Schemas["ApprovalRequest"]["outcome"]>();
expectTypeOf<TaskEvent["type"]>().toEqualTypeOf<StreamTaskEvent["type"]>();
expectTypeOf<TaskEvent>().toExtend<StreamTaskEvent>();
// By name: an intersection would show all of its members in an editor.
expectTypeOf<Extract<TaskEvent, { type: "done" }>>().toEqualTypeOf<PhasedEvent<"done", Schemas["DoneEvent"]>>();
expectTypeOf<EndUserToken>().toEqualTypeOf<Schemas["EndUserToken"]>();

export async function tasks(id: string): Promise<void> {
  expectTypeOf(await createTask(xyz, { message: "Hi" })).toEqualTypeOf<TaskReference>();
  await createTask(xyz, { message: "Hi", env: { A: "1" }, secrets: { B: "2" }, signal: AbortSignal.timeout(1) });
  await createTask(xyz, { message: "Hi", systemPrompt: null, files: [new File([], "a"), new Blob()] });
  // @ts-expect-error a task has a message
  await createTask(xyz, {});
  // @ts-expect-error files and variables exclude each other
  await createTask(xyz, { message: "Hi", env: { A: "1" }, files: [new Blob()] });
  // @ts-expect-error variables are text
  await createTask(xyz, { message: "Hi", env: { A: 1 } });
  // @ts-expect-error no such option
  await createTask(xyz, { message: "Hi", model: "a" });
  expectTypeOf(await getTask(xyz, id)).toEqualTypeOf<Task>();
  expectTypeOf(await cancelTask(xyz, id)).toEqualTypeOf<{ readonly message: string }>();
  expectTypeOf(await listTasksPage(xyz, { limit: 1 })).toEqualTypeOf<TaskList>();
  for await (const task of listTasks(xyz)) expectTypeOf(task).toEqualTypeOf<TaskListItem>();
  // @ts-expect-error a task has an id
  await getTask(xyz);
}

export async function messages(id: string): Promise<void> {
  expectTypeOf(await sendMessage(xyz, id, { message: "Hi", files: [new Blob()] })).toEqualTypeOf<{
    readonly status: string;
  }>();
  // @ts-expect-error a follow-up takes no variables
  await sendMessage(xyz, id, { message: "Hi", env: { A: "1" } });
  expectTypeOf(await getHistory(xyz, id)).toEqualTypeOf<TaskHistory>();
  expectTypeOf(await approveToolCall(xyz, id, { callId: "a", outcome: "cancel" })).toEqualTypeOf<{
    readonly approved: boolean;
  }>();
  // @ts-expect-error there are three outcomes
  await approveToolCall(xyz, id, { callId: "a", outcome: "approve" });
}

export async function artifacts(id: string): Promise<void> {
  expectTypeOf(await listArtifacts(xyz, id)).toEqualTypeOf<ArtifactFile[]>();
  const { blob, name } = await downloadArtifact(xyz, id, { path: "a" });
  expectTypeOf(blob).toEqualTypeOf<Blob>();
  expectTypeOf(name).toBeString();
  // @ts-expect-error a download has a path
  await downloadArtifact(xyz, id, {});
}

export function phases(event: TaskEvent | UnknownEvent): string {
  if (event.type !== "unknown") expectTypeOf(event.phase).toEqualTypeOf<TaskPhase>();
  switch (event.type) {
    case "history_message":
      return event.data.content;
    case "history_done":
      return String(event.data.isStreaming);
    case "status":
    case "subagent_tool":
      return event.data.status;
    case "thought":
      return event.data.subject;
    case "content":
    case "subagent_thought":
      return event.data.text;
    case "tool_call":
      return event.data.toolName;
    case "tool_result":
      return event.data.callId;
    case "subagent_start":
      return event.data.objective;
    case "subagent_end":
      return event.data.terminateReason;
    case "error":
      return event.data.message;
    case "done":
      return event.data.finalResponse;
    case "unknown":
      return event.data;
    default:
      return event satisfies never;
  }
}

export async function streams(id: string): Promise<void> {
  const stream = await streamTask(xyz, id, { maxReconnects: 5, idleTimeout: 60_000 });
  expectTypeOf(stream).toEqualTypeOf<TaskStream>();
  expectTypeOf((await readReply(stream)).text).toBeString();
  // @ts-expect-error the replay is handled here
  await streamTask(xyz, id, { transform: (events: AsyncIterable<TaskEvent>) => events });
}

export async function raw(id: string): Promise<string> {
  const params = { path: { id } };
  expectTypeOf(await unwrap(xyz.GET("/api/v1/tasks/{id}", { params }))).toExtend<Schemas["TaskEnvelope"]>();
  const { data, error } = await xyz.DELETE("/api/v1/tasks/{id}", { params });
  if (error) expectTypeOf(error).toExtend<Schemas["ApiError"]>();
  else expectTypeOf(data).toExtend<Schemas["CancellationEnvelope"]>();
  // @ts-expect-error the operation has a path parameter
  await xyz.GET("/api/v1/tasks/{id}");
  const stream = await openStream(xyz, "get", "/api/v1/tasks/{id}/stream", operations.streamTaskEvents, { params });
  for await (const event of stream) if (event.type === "content") return event.data.text;
  return "";
}

export function failures(error: unknown): string {
  if (isRefusalOf(xyz, "delete", "/api/v1/tasks/{id}", error)) {
    expectTypeOf(error.status).toEqualTypeOf<401 | 403 | 404 | 409 | 429 | 500>();
    return error.body.error.code;
  }
  return "";
}

export function setUp(): void {
  keepTokenFresh(createXyz({ token: "a", fetchToken: async () => "b" })).close();
  createXyz({ fetchToken: async ({ signal }) => ({ token: String(signal.aborted), expiresAt: "2026-01-26" }) });
  createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });
  createXyz({ fetchToken: ({ signal }) => fetch("/chat-token", { method: "POST", signal }) });
  // @ts-expect-error fetchToken gives a promise
  createXyz({ fetchToken: () => "a" });
  // @ts-expect-error the secret belongs to a server
  createXyz({ appSecret: "a" });
}

export async function server(): Promise<void> {
  const app = { appId: "a", appSecret: "b" };
  const token = await createToken({ ...app, endUserId: "c", expiresIn: "30m", env: { A: "1" }, secrets: { B: "2" } });
  expectTypeOf(token).toEqualTypeOf<EndUserToken>();
  // @ts-expect-error a token is for somebody
  await createToken(app);
  // @ts-expect-error credentials travel in the body
  await createToken({ ...app, endUserId: "c", credentials: { endUserJwt: "a" } });
  expectTypeOf(
    createTokenEndpoint({ ...app, getEndUserId: async (given) => given.headers.get("x-user") }),
  ).toEqualTypeOf<(request: Request) => Promise<Response>>();
  // @ts-expect-error the user comes from the session
  createTokenEndpoint({ ...app, endUserId: "c" });
}
