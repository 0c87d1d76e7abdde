/** Typed client of XYZ AI. */

export {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  type CallOptions,
  ConflictError,
  ConnectionError,
  createDebugLogger,
  createTokenSource,
  type DebugLoggerOptions,
  type EventStream,
  type FetchToken,
  isParleyError,
  isRefusalOf,
  NotFoundError,
  openStream,
  ParleyError,
  PayloadTooLargeError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  ServerError,
  StreamEndedEarlyError,
  StreamFailedError,
  type StreamOptions,
  type StreamPart,
  streamMultipart,
  TimeoutError,
  TokenError,
  type TokenResult,
  type TokenSource,
  type TokenSourceOptions,
  type UnknownEvent,
  UnsupportedMediaTypeError,
  type UploadProgress,
  UsageError,
  unwrap,
} from "@parley/client";
export type { paths } from "@parley/contracts/xyz";
export { type Download, type DownloadInput, downloadArtifact, listArtifacts } from "./artifacts.ts";
export { keepTokenFresh, type TokenRefresh } from "./keep-token-fresh.ts";
export { type ApproveInput, approveToolCall, getHistory, type SendMessageInput, sendMessage } from "./messages.ts";
export { readReply, type TaskReply } from "./read-reply.ts";
export type {
  ArtifactFile,
  Message,
  Pagination,
  PendingApproval,
  Task,
  TaskHistory,
  TaskList,
  TaskListItem,
  TaskReference,
  TaskStatus,
  Thought,
  ToolCall,
  Variables,
} from "./schemas.ts";
export {
  type PhasedEvent,
  type StreamTaskOptions,
  streamTask,
  type TaskEvent,
  type TaskPhase,
  type TaskStream,
} from "./task-stream.ts";
export {
  type CreateTaskInput,
  cancelTask,
  createTask,
  getTask,
  type ListTasksInput,
  listTasks,
  listTasksPage,
} from "./tasks.ts";
export type { Uploads } from "./uploads.ts";
export { createXyz, type Xyz, type XyzOptions } from "./xyz.ts";
