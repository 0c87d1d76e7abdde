/** The golden contract of the generator, served: everything that OpenAPI 3.1 has and the real contracts use, once. */

import { type OperationTypes, securitySchemes } from "../../../contracts/src/__fixtures__/golden/expected/index.ts";
import document from "../../../contracts/src/__fixtures__/golden/expected/openapi.json" with { type: "json" };
import * as operations from "../../../contracts/src/__fixtures__/golden/expected/operations.ts";
import * as streams from "../../../contracts/src/__fixtures__/golden/expected/streams.ts";
import * as validators from "../../../contracts/src/__fixtures__/golden/expected/validators.js";
import { defineContract, type Context, type EventOf, type Handlers, type OperationName } from "../contract/index.ts";
import type { ServeOptions } from "../options.ts";
import { type FetchHandler, serve } from "../serve.ts";

export interface GoldenPrincipals {
  bearer: { user: string };
  apiKeyHeader: { user: string };
  apiKeyQuery: { user: string };
  oauth: { user: string; scopes: readonly string[] };
}

const parts = defineContract<OperationTypes, GoldenPrincipals>()({
  operations,
  validators,
  streams,
  securitySchemes,
  document,
});
export interface Golden extends Readonly<typeof parts> {}
export const golden: Golden = parts;

export const thing = {
  kind: "thing",
  nickname: null,
  size: 1,
  position: [1, "north"],
  shape: { form: "circle", radius: 1 },
} as const;

/** A credential is the name of its user; "bad" is none, and what follows a colon are scopes. */
function verify(credential: string): { user: string; scopes: readonly string[] } | undefined {
  const [user = "", scopes = ""] = credential.split(":");
  return user === "bad" ? undefined : { user, scopes: scopes.split("+") };
}

export const handlers: Handlers<Golden> = {
  listThings: () => ({ status: 200, body: [] }),
  createThing: ({ body }) => ({ status: 201, body, headers: { Location: "https://golden.test/things/1" } }),
  getThing: () => ({ status: 200, body: { ...thing, position: [1, "north"] } }),
  deleteThing: () => ({ status: 204 }),
  getFile: ({ params }) => ({ status: 200, body: `${params.path.folder}|${params.path.file}` }),
  uploadFiles: () => ({ status: 204 }),
  createToken: () => ({ status: 200, body: { access_token: "abc" } }),
  sendPicture: ({ body }) => ({ status: 200, body: body ?? new Blob([]) }),
  createReply: ({ streaming }) => (streaming ? reply() : { status: 200, body: { text: "Hello" } }),
  streamChat: () => chat(),
  streamWords: async function* () {
    yield { type: "closed", data: '[CLOSED]"' };
  },
};

type Sent<Name extends OperationName<Golden>> = EventOf<Golden, Name>;

async function* reply(): AsyncGenerator<Sent<"createReply">> {
  yield { type: "content", data: { text: "Hello" } };
  yield { type: "done", data: {} };
}

export async function* chat(): AsyncGenerator<Sent<"streamChat">> {
  yield { type: "joined", data: { type: "joined", who: "Ada" } };
  yield { type: "left", data: { type: "left" } };
}

/** Requests that reached a handler, by the operation. */
export type Seen = { [Name in OperationName<Golden>]?: Context<Golden, Name> };

/** Serves the golden contract, with some handlers and options of its own; what reaches a handler is kept. */
export function serveGolden(
  changed: Partial<Handlers<Golden>> = {},
  options: Partial<ServeOptions<Golden>> = {},
): { fetch: FetchHandler; seen: Seen; errors: unknown[] } {
  const seen: Seen = {};
  const errors: unknown[] = [];
  const all = Object.entries({ ...handlers, ...changed }).map(([name, handler]) => [
    name,
    (context: object) => {
      Object.assign(seen, { [name]: context });
      return (handler as (context: object) => unknown)(context); // of the same operation
    },
  ]);
  const fetch = serve(golden, Object.fromEntries(all) as Handlers<Golden>, {
    authenticate: { bearer: verify, apiKeyHeader: verify, apiKeyQuery: verify, oauth: verify },
    formatError: ({ code, message }) => ({ message: `${code}: ${message}` }),
    createRequestId: () => "id-1",
    onError: (error) => errors.push(error),
    ...options,
  });
  return { fetch, seen, errors };
}

/** Status, headers that matter, and body of an answer, on one line each. */
export async function summarize(response: Response): Promise<string> {
  return `${response.status} ${await response.text()}`.trim();
}
