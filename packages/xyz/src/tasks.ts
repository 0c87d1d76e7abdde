/** Tasks: create, list, look at, cancel. A task is one piece of work and the conversation about it. */

import { type CallOptions, readPages, UsageError, unwrap } from "@parley/client";
import type { components } from "@parley/contracts/xyz";
import { dataOf } from "./platform.ts";
import type { Task, TaskList, TaskListItem, TaskReference, Variables } from "./schemas.ts";
import { checkFiles, type Uploads } from "./uploads.ts";
import type { Xyz } from "./xyz.ts";

type Schemas = components["schemas"];

/** What {@link createTask} takes: `env` and `secrets`, or `files`, never both. */
export type CreateTaskInput = CallOptions & {
  /** What the agent shall do. */
  readonly message: string;
  /** Put before the other system prompts. */
  readonly systemPrompt?: string | null | undefined;
  /** Whether the task is listed in the conversation history; true by default. */
  readonly showInHistory?: boolean | undefined;
  /** Whether tools run without asking; true by default. With false each call waits for `approveToolCall`. */
  readonly autoExecute?: boolean | undefined;
} & (
    | {
        /** Plain variables for the sandbox and for tool servers; `getTask` shows them. */
        readonly env?: Variables | null | undefined;
        /** Secret variables; never stored, logged or returned. */
        readonly secrets?: Variables | null | undefined;
        readonly files?: undefined;
      }
    | {
        readonly env?: null | undefined;
        readonly secrets?: null | undefined;
        /** At most 20 files of at most 50 MB for the folder `uploads/` of the workspace. */
        readonly files?: Uploads | undefined;
      }
  );

/**
 * Starts a task (`createTask`): as JSON, or as a form if it has files. Read the reply with `streamTask`.
 *
 * @throws UsageError `files_with_variables`, `too_many_files`, `file_too_large`, before anything is sent; ApiError,
 * AbortError, TimeoutError, ConnectionError, ProtocolError, TokenError.
 * @example
 * const { id } = await createTask(xyz, { message: "How do I add the chat widget to my shop?" });
 */
export async function createTask(xyz: Xyz, input: CreateTaskInput): Promise<TaskReference> {
  const { message, systemPrompt, showInHistory, autoExecute, env, secrets, files = [], ...options } = input;
  if (files.length > 0 && (env || secrets)) {
    const reason = "The platform takes env and secrets as JSON only and files as a form only: leave one of them out";
    throw new UsageError(reason, { code: "files_with_variables", operationId: "createTask" });
  }
  const form = {
    message,
    systemPrompt,
    showInHistory: formBoolean(showInHistory),
    autoExecute: formBoolean(autoExecute),
    files: checkFiles(files),
  } as Schemas["TaskForm"]; // a form leaves out what is undefined or null
  const json = { message, systemPrompt, showInHistory, autoExecute, env, secrets } as Schemas["TaskRequest"]; // so does JSON
  const body = files.length > 0 ? form : json;
  const answer = await unwrap(xyz.POST("/api/v1/tasks", { ...options, body }));
  return dataOf("createTask", answer);
}

/** Forms carry text only. */
function formBoolean(value: boolean | undefined): "true" | "false" | undefined {
  return value === undefined ? undefined : value ? "true" : "false";
}

/** What {@link listTasks} and {@link listTasksPage} take. */
export interface ListTasksInput extends CallOptions {
  /** Most tasks on a page, 1 to 100; 50 by default. */
  readonly limit?: number;
  /** Tasks to leave out before the first; 0 by default. */
  readonly offset?: number;
}

/**
 * Gives one page of tasks (`listTasks`).
 *
 * @throws ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError, TokenError.
 * @example
 * const { tasks, pagination } = await listTasksPage(xyz, { limit: 20, offset: 40 });
 */
export async function listTasksPage(xyz: Xyz, { limit, offset, ...options }: ListTasksInput = {}): Promise<TaskList> {
  const query = { ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) };
  return dataOf("listTasks", await unwrap(xyz.GET("/api/v1/tasks", { ...options, params: { query } })));
}

/**
 * Gives all tasks, page after page as they are read (`listTasks`); each once, also when tasks are added meanwhile.
 *
 * @throws as {@link listTasksPage} does, while it is read; ProtocolError `endless_pages`.
 * @example
 * for await (const task of listTasks(xyz)) console.log(task.status, task.message);
 */
export function listTasks(
  xyz: Xyz,
  { offset = 0, ...input }: ListTasksInput = {},
): AsyncGenerator<TaskListItem, void, undefined> {
  return readPages({
    operationId: "listTasks",
    keyOf: ({ id }) => id,
    readPage: async (position: number = offset) => {
      const { tasks, pagination } = await listTasksPage(xyz, { ...input, offset: position });
      return { items: tasks, next: pagination.hasMore ? position + tasks.length : undefined };
    },
  });
}

/**
 * Gives a task with its reply so far and the tool calls that wait (`getTask`).
 *
 * @throws ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError, TokenError.
 * @example
 * const { status, output, pendingApprovals = [] } = await getTask(xyz, id);
 */
export async function getTask(xyz: Xyz, id: string, options: CallOptions = {}): Promise<Task> {
  return dataOf("getTask", await unwrap(xyz.GET("/api/v1/tasks/{id}", { ...options, params: { path: { id } } })));
}

/**
 * Cancels a pending or running task (`cancelTask`); its stream then ends with StreamFailedError.
 *
 * @throws ConflictError `TASK_FINISHED` when it has ended before; ApiError, AbortError, TimeoutError, ConnectionError,
 * ProtocolError, TokenError.
 * @example
 * await cancelTask(xyz, id);
 */
export async function cancelTask(
  xyz: Xyz,
  id: string,
  options: CallOptions = {},
): Promise<{ readonly message: string }> {
  return dataOf("cancelTask", await unwrap(xyz.DELETE("/api/v1/tasks/{id}", { ...options, params: { path: { id } } })));
}
