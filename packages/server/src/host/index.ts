/** What a server and its host hand each other. */

export type { FileReceiver, IncomingFile, ReceiveFile } from "./file-receiver.ts";
export type { HostHandler, HostStatus } from "./host-handler.ts";
export type { HostRequest } from "./host-request.ts";
export type { HostBody, HostResponse } from "./host-response.ts";
export { type HostView, hostView, type Viewed, viewOf, withView } from "./host-view.ts";
export { EventStreamError, type EventStreamErrorCode } from "./stream-error.ts";
export type { StreamRun, StreamSink } from "./stream-run.ts";
