/** Contracts while somebody edits them. */

export { ContractError, describeFinding, type Finding, readContract } from "./contract.ts";
export { type WatchEvents, watchContracts } from "./watch-contracts.ts";
