/** The Node host of a fetch handler. */

export {
  type ClientErrorBody,
  type CloseOnSignalsOptions,
  type CloseOptions,
  type CloseReport,
  closeOnSignals,
  type FetchHandler,
  type HostCounts,
  type HostStatus,
  type ListenOptions,
  listen,
  type NodeHost,
} from "./node/index.ts";
