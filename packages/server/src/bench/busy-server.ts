/** A served contract under the loads of `busy.ts`: large answers, uploads, and streams that never wait. */

import type { OperationTypes } from "@parley/contracts/xyz";
import document from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import { createTask, getTask, streamTask } from "@parley/contracts/xyz/operations";
import * as streams from "@parley/contracts/xyz/streams";
import * as validators from "@parley/contracts/xyz/validators";
import { defineContract, serve } from "../index.ts";
import { listen } from "../node.ts";
import { announce } from "./server-process.ts";

const contract = defineContract<OperationTypes, { endUserJwt: object; apiKeyBearer: object; apiKeyHeader: object }>()({
  operations: { createTask, getTask, streamTask },
  validators,
  streams,
  securitySchemes: {
    endUserJwt: { type: "http", scheme: "bearer" },
    apiKeyBearer: { type: "http", scheme: "bearer" },
    apiKeyHeader: { type: "apiKey", in: "header", name: "X-API-Key" },
  },
  document,
});

const text = "x".repeat(450_000);
const anyone = () => ({});

const fetch = serve(
  contract,
  {
    async createTask({ body }) {
      const { value } = body ?? {};
      const files = (value && "files" in value && value.files) || [];
      for (const file of files) await (file as Blob).stream().pipeTo(new WritableStream());
      return { status: 401, body: { success: false, error: { code: "READ", message: String(files.length) } } } as never;
    },
    getTask: () => ({ status: 200, body: { text } }) as never,
    async *streamTask({ signal }) {
      yield { type: "history_done", data: { messageCount: 0, isStreaming: true } };
      while (!signal.aborted) yield { type: "content", data: { text: "twenty bytes of text", isPartial: true } };
    },
  },
  {
    authenticate: { endUserJwt: anyone, apiKeyBearer: anyone, apiKeyHeader: anyone },
    formatError: ({ message }) => ({ success: false, error: { code: "ERROR", message } }),
    responses: "off",
  },
);

announce((await listen(fetch, { port: 0 })).port);
