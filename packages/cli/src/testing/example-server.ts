/** A server as `parley stub` writes it, whose handlers answer with the examples of the contract. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildRequest, listCases, loadContract } from "@parley/conformance";
import type { OpenApiDocument } from "@parley/contracts/document";
import { type ExampleAnswer, exampleAnswer } from "@parley/samples";
import {
  type FetchHandler,
  type Handlers,
  notImplemented,
  type ServeOptions,
  type Contract as ServerContract,
  serve,
} from "@parley/server";
import { planStub } from "../stub/plan.ts";

// Inside the package, so that the imports of a stub resolve.
const generated = fileURLToPath(new URL("../../generated/", import.meta.url));

/** Every scope that an operation of the three contracts asks for. */
const scopes = ["embed", "chat", "sync:products", "sync:categories"];

/** A server in this process, and what went wrong in it. */
export interface ExampleServer {
  readonly fetch: FetchHandler;
  /** Everything that was not the caller's fault. */
  readonly errors: unknown[];
  /** Number of event streams whose generator has not been left. */
  readonly openStreams: () => number;
}

/** Serves the examples of a contract; `credential` is the only good credential. */
export async function serveExamples(api: string): Promise<ExampleServer> {
  const contract = await loadContract(api);
  const stub = await importStub(api, (await planStub({ name: api, document: contract.document }, {})).write);
  const errors: unknown[] = [];
  const answers = new Map<string, ExampleAnswer>();
  let open = 0;

  async function* replay({ events = [] }: ExampleAnswer) {
    open += 1;
    try {
      yield* events;
    } finally {
      open -= 1;
    }
  }

  const answerOf = (operationId: string) => (context: { readonly request: Request; readonly streaming: boolean }) => {
    const { request, streaming } = context;
    const wish = { prefer: request.headers.get("prefer"), accept: request.headers.get("accept"), streaming };
    const key = JSON.stringify([operationId, wish]);
    const answer = answers.get(key) ?? exampleAnswer(contract, operationId, wish);
    answers.set(key, answer);
    return answer.events ? replay(answer) : answer;
  };

  const names = Object.keys(stub.contract.operations);
  const schemes = Object.keys(stub.contract.securitySchemes);
  const verify = (credential: string) => (credential === "credential" ? { scopes } : undefined);
  const fetch = serve(
    stub.contract,
    // The types of a contract that is only known at run time are none.
    Object.fromEntries(names.map((name) => [name, answerOf(name)])) as Handlers<ServerContract>,
    {
      authenticate: Object.fromEntries(schemes.map((name) => [name, verify])),
      formatError: stub.formatError,
      onError: (error) => errors.push(error),
    },
  );
  return { fetch, errors, openStreams: () => open };
}

/**
 * Serves a stub with some handlers of its own; every other operation answers 501.
 *
 * @param operationId - Operation that `request` is for: its first example.
 */
export async function serveStub(
  api: string,
  operationId: string,
  handlers: Readonly<Record<string, unknown>>,
): Promise<{ readonly fetch: FetchHandler; readonly request: Request }> {
  const contract = await loadContract(api);
  const stub = await importStub(api, (await planStub({ name: api, document: contract.document }, {})).write);
  const all = Object.keys(stub.contract.operations).map((name) => [name, handlers[name] ?? notImplemented]);
  const fetch = serve(stub.contract, Object.fromEntries(all) as Handlers<ServerContract>, {
    authenticate: Object.fromEntries(
      Object.keys(stub.contract.securitySchemes).map((name) => [name, () => ({ scopes })]),
    ),
    formatError: stub.formatError,
    toErrorEvent: stub.toErrorEvent,
  });
  const [first] = listCases(contract).positive.filter((one) => one.operationId === operationId);
  if (!first) throw new Error(`${api} has no example of ${operationId}`);
  const request = await buildRequest(contract, "http://stub.example", first.request);
  return {
    fetch,
    request: new Request(request, { headers: { ...Object.fromEntries(request.headers), accept: "text/event-stream" } }),
  };
}

/** Serves a document with one handler for all of its operations. */
export async function serveDocument(document: OpenApiDocument, handler: () => unknown): Promise<FetchHandler> {
  const stub = await importStub("document", (await planStub({ name: "document", document }, {})).write);
  const all = Object.keys(stub.contract.operations).map((name) => [name, handler]);
  return serve(stub.contract, Object.fromEntries(all) as Handlers<ServerContract>, {
    authenticate: {},
    formatError: stub.formatError,
  });
}

interface Stub {
  readonly contract: ServerContract;
  readonly formatError: ServeOptions<ServerContract>["formatError"];
  readonly toErrorEvent: NonNullable<ServeOptions<ServerContract>["toErrorEvent"]>;
}

/** The modules of a stub that a server needs beside its handlers. */
async function importStub(api: string, files: Readonly<Record<string, string>>): Promise<Stub> {
  await mkdir(generated, { recursive: true });
  const folder = await mkdtemp(join(generated, `${api}-`));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { contract } = (await import(join(folder, "contract.ts"))) as Pick<Stub, "contract">; // as written
    const { formatError } = (await import(join(folder, "format-error.ts"))) as Pick<Stub, "formatError">; // as written
    const { toErrorEvent } = (await import(join(folder, "error-event.ts"))) as Pick<Stub, "toErrorEvent">; // as written
    return { contract, formatError, toErrorEvent };
  } finally {
    await rm(folder, { recursive: true });
  }
}
