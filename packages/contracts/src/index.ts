/** What all contracts have in common: the shapes of the generated tables, and how to follow a stream. */

export { expectedEvents, mayEnd, nextState, type StreamAutomaton } from "@parley/streams/automaton";
export {
  type ClassifiedEvent,
  classifyEvent,
  type IdentifiedEvent,
  identifyEvent,
  type ServerSentEvent,
  type StreamDiscriminator,
  type StreamEventForm,
  type StreamForms,
} from "@parley/streams/classify";
export type { ClientContract, ClientOperation, ClientScheme } from "./client-contract.ts";
export type {
  HttpMethod,
  Operation,
  OperationParameter,
  Provenance,
  SecurityScheme,
  StreamContract,
  StreamRequest,
  Validate,
  Violation,
} from "./operation.ts";
