/** Answers that a request asks for by `Prefer`, from the examples of the contract, as Prism gives them. */

import { type AnsweredContract, type ExampleAnswer, exampleAnswer } from "@parley/samples";
import { type Context, type Contract, type Handlers, type HostRequest, type ServeOptions, serve } from "@parley/server";
import type { PlatformHandler } from "./platform.ts";

/** What the examples of a platform are served from. */
export interface ExampleParts {
  readonly contract: Contract;
  readonly formatError: ServeOptions<Contract>["formatError"];
  /** What precedes the paths of the contract. */
  readonly basePath: string;
}

type Asked = Pick<HostRequest, "headers" | "query">;

/** Whether a request asks for a documented answer: `Prefer: code=404`, `Prefer: example=name` or `?__code`, `?__example`. */
export function wantsExample({ headers, query }: Asked): boolean {
  return preferenceOf(headers, query) !== undefined;
}

/** The two preferences, as the header has them; `undefined` where there is neither. */
function preferenceOf(headers: Asked["headers"], query: string): string | undefined {
  const header = /(?:^|[,\s])(?:code|example)=/.test(headers.get("prefer") ?? "") ? headers.get("prefer") : null;
  if (header !== null) return header;
  const parameters = new URLSearchParams(query);
  const wishes = ["code", "example"].flatMap((name) => {
    const value = parameters.get(`__${name}`);
    return value === null ? [] : [`${name}=${value}`];
  });
  return wishes.length > 0 ? wishes.join(", ") : undefined;
}

/**
 * Serves the examples of a contract. Requests are checked against the contract as ever; any credential of the right form
 * is good, because who asks for an answer need not be able to earn it. A status or an example that is not documented is
 * answered 404.
 */
export function createExamples({ contract, formatError, basePath }: ExampleParts): PlatformHandler {
  const scopes = Object.values(contract.operations).flatMap(({ security }) =>
    security.flatMap((requirement) => Object.values(requirement).flat()),
  );
  // What is bundled is a document.
  const answers = { document: contract.document as AnsweredContract["document"], streams: contract.streams };
  const answerOf =
    (id: string) =>
    ({ request, streaming, requestId }: Context<Contract, string>) => {
      const prefer = preferenceOf(request.headers, new URL(request.url).search) ?? null;
      const wish = { prefer, accept: request.headers.get("accept"), streaming };
      let answer: ExampleAnswer;
      try {
        answer = exampleAnswer(answers, id, wish);
      } catch (error) {
        const { message } = error as Error; // which says what there is none of
        const problem = { status: 404, code: "not_found", message, violations: [], requestId } as const;
        return { status: 404, body: formatError(problem) };
      }
      return answer.events ? { status: answer.status, headers: answer.headers, body: replay(answer) } : answer;
    };
  const verify = () => ({ scopes });
  const entries: [string, unknown][] = Object.keys(contract.operations).map((id) => [id, answerOf(id)]);
  // The types of a contract that is only known at run time are none.
  const handlers = Object.fromEntries(entries) as Handlers<Contract>;
  return serve(contract, handlers, {
    basePath,
    authenticate: Object.fromEntries(Object.keys(contract.securitySchemes).map((name) => [name, verify])),
    // What is presented together need not belong together.
    agree: () => true,
    formatError,
    // They were checked with the contract, and a 404 need not be in it.
    responses: "off",
  });
}

async function* replay({ events = [] }: ExampleAnswer) {
  yield* events;
}
