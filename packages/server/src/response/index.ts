/** Makes answers of what handlers give back. */

export { addHeaders } from "./common-headers.ts";
export { type AddCors, type CorsOptions, createCors } from "./cors.ts";
export { cookiesOf, createHeaders, toHeaderValue } from "./header-values.ts";
export { compileReply, type PlainReply, type PrepareReply, type ResponseCheck } from "./reply.ts";
export { ResponseError, type ResponseErrorCode } from "./response-error.ts";
export { toResponse } from "./web-response.ts";
