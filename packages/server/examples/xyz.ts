// biome-ignore-all lint/style/noRestrictedImports: the contract of a server comes from this workspace.
/** XYZ AI, `streamTask`: the stored messages of a task, then its running reply. */

import type { OperationTypes } from "@parley/contracts/xyz";
import { securitySchemes } from "@parley/contracts/xyz";
import document from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import { streamTask } from "@parley/contracts/xyz/operations";
import * as streams from "@parley/contracts/xyz/streams";
import * as validators from "@parley/contracts/xyz/validators";
import { defineContract, type EventOf, serve } from "@parley/server";

interface User {
  readonly id: string;
}

const contract = defineContract<OperationTypes, { endUserJwt: User; apiKeyBearer: User; apiKeyHeader: User }>()({
  operations: { streamTask },
  validators,
  streams,
  securitySchemes,
  document,
});

/** Answers `GET /api/v1/tasks/{id}/stream`; the demo token is `demo`, and it has one task, `task-1`. */
export const fetch = serve(
  contract,
  {
    streamTask({ params, principal }) {
      const user = principal.endUserJwt ?? principal.apiKeyBearer ?? principal.apiKeyHeader;
      // What is not one's own is not there.
      if (params.path.id === "task-1" && user?.id === "ada") return reply(["The sum", " is 42."]);
      return { status: 404, body: { success: false, error: { code: "NOT_FOUND", message: "Task not found" } } };
    },
  },
  {
    authenticate: { endUserJwt: verify, apiKeyBearer: () => undefined, apiKeyHeader: verify },
    formatError: ({ code, message }) => ({ success: false, error: { code: code.toUpperCase(), message } }),
    toErrorEvent: () => ({ type: "error", data: { message: "The turn failed" } }),
  },
);

function verify(credential: string): User | undefined {
  return credential === "demo" ? { id: "ada" } : undefined;
}

async function* reply(pieces: readonly string[]): AsyncGenerator<EventOf<typeof contract, "streamTask">> {
  yield { type: "history_done", data: { messageCount: 0, isStreaming: true } };
  for (const text of pieces) yield { type: "content", data: { text, isPartial: true } };
  yield { type: "done", data: { finalResponse: pieces.join("") } };
}
