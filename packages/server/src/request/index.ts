/** Reads requests, and refuses those that the contract does not have. */

export { compileBody } from "./body.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export { isStreaming, refuseHopeless, refuseUnacceptable } from "./negotiation.ts";
export { compileParameters, parseCookies } from "./parameters.ts";
export { isRefusal, type Problem, type ProblemCode, Refusal, type RequestViolation, statusOf } from "./problem.ts";
export { joinHeader } from "./raw-headers.ts";
export { bodyEndedEarly, bodyTooLarge, joinBytes, readBytes } from "./read-bytes.ts";
export { requestIdOf } from "./request-id.ts";
export { createRouter, type FindRoute, type Methods, toPlainPath } from "./route.ts";
export { listSingleHeaders, refuseRepeatedHeaders } from "./single-header.ts";
export { decodePercent, parsePairs, type RawPair } from "./text.ts";
export { addRequest, fromRequest } from "./web-request.ts";
