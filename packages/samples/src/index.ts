/** Requests made from the examples of a contract. */

export { listAnswers, type SampleAnswer } from "./answers.ts";
export { curlCommand } from "./curl.ts";
export {
  type AnsweredContract,
  type AnswerWish,
  type ExampleAnswer,
  type ExampleEvent,
  exampleAnswer,
} from "./example-answer.ts";
export { type FormField, type SampleBody, type SampleRequest, sampleRequest } from "./sample-request.ts";
