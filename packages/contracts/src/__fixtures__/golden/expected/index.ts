// Generated from the contract; do not edit.

export type * from "./events.ts";
export { securitySchemes, serverUrl } from "./security.ts";
export type { components, operations as OperationTypes, paths } from "./types.ts";
