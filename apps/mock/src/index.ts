/** The mocks, to be started by tests and by other programs. */

export { type Mocks, type MocksOptions, startMocks } from "./mocks.ts";
export { bodyLimit, type MockServer } from "./server.ts";
