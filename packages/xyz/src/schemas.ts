/** Names for the schemas of the contract that the functions of this package take and give. */

import type { components } from "@parley/contracts/xyz";

type Schemas = components["schemas"];

/** A file in the workspace of a task. */
export type ArtifactFile = Schemas["ArtifactFile"];
/** A stored message. */
export type Message = Schemas["Message"];
/** Where a page of tasks stands. */
export type Pagination = Schemas["Pagination"];
/** A tool call that waits for a decision. */
export type PendingApproval = Schemas["PendingApproval"];
/** A task with what it has produced so far. */
export type Task = Schemas["Task"];
/** All messages of a task. */
export type TaskHistory = Schemas["TaskHistory"];
/** One page of tasks. */
export type TaskList = Schemas["TaskList"];
/** A task in the list, without its output. */
export type TaskListItem = Schemas["TaskListItem"];
/** Id and status of a new task. */
export type TaskReference = Schemas["TaskReference"];
/** State of a task: `pending`, `running`, `awaiting_approval`, `completed`, `failed`, `cancelled`, or a newer one. */
export type TaskStatus = Schemas["TaskStatus"];
/** One reasoning step. */
export type Thought = Schemas["Thought"];
/** An end-user token and its end. */
export type EndUserToken = Schemas["EndUserToken"];
/** A tool call and its outcome. */
export type ToolCall = Schemas["ToolCall"];
/** Variables by name; a name has letters, digits and underscores and does not begin with a digit. */
export type Variables = Schemas["Variables"];
