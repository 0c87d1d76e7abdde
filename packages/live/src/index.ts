/** Contracts while somebody edits them. */

export { describeFinding, type Finding } from "@parley/contracts/findings";
export { ContractError, readContract } from "./contract.ts";
export { type WatchEvents, watchContracts } from "./watch-contracts.ts";
