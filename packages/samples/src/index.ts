/** Requests made from the examples of a contract. */

export { listAnswers, type SampleAnswer } from "./answers.ts";
export { curlCommand } from "./curl.ts";
export { type FormField, type SampleBody, type SampleRequest, sampleRequest } from "./sample-request.ts";
