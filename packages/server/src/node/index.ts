/** Hosts a fetch handler with `node:http`. */

export type { HostStatus } from "../host/index.ts";
export type { ClientErrorBody } from "./client-error.ts";
export type { CloseOptions, CloseReport } from "./close.ts";
export type { FetchHandler } from "./exchange.ts";
export { type HostCounts, type ListenOptions, listen, type NodeHost } from "./listen.ts";
export { type CloseOnSignalsOptions, closeOnSignals } from "./signals.ts";
