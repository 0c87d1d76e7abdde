/** The mocks, to be started by tests and by other programs. */

export { ContractError, type Finding } from "./contract.ts";
export { type Mocks, type MocksOptions, startMocks } from "./mocks.ts";
export { bodyLimit, type MockServer } from "./server.ts";
