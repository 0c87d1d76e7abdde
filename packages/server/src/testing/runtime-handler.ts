/** A part of the XYZ AI contract, served: bundled, it is what every runtime hosts and `runtime-suite.ts` asks. */

import { createManualClock } from "@parley/clock/manual";
import { type OperationTypes, securitySchemes } from "@parley/contracts/xyz";
import document from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import {
  cancelTask,
  createTask,
  downloadArtifact,
  getTask,
  getWidgetScript,
  listTasks,
  sendTaskMessage,
  streamTask,
} from "@parley/contracts/xyz/operations";
import * as streams from "@parley/contracts/xyz/streams";
import * as validators from "@parley/contracts/xyz/validators";
import { type Clock, defineContract, type EventOf, serve, systemClock } from "../index.ts";

interface User {
  readonly id: string;
}

const contract = defineContract<OperationTypes, { endUserJwt: User; apiKeyBearer: User; apiKeyHeader: User }>()({
  operations: {
    cancelTask,
    createTask,
    downloadArtifact,
    getTask,
    getWidgetScript,
    listTasks,
    sendTaskMessage,
    streamTask,
  },
  validators,
  streams,
  securitySchemes,
  document,
});

type TaskEvents = AsyncGenerator<EventOf<typeof contract, "streamTask"> & { id?: string; retry?: number }>;

const time = createManualClock();
const heartbeat = 15_000;

/** A stream moves the time for its heartbeats; the timers of the machine are started too, and cleared with it. */
const clock: Clock = {
  now: time.now,
  sleep: (milliseconds, signal) =>
    Promise.race([time.sleep(milliseconds, signal), systemClock.sleep(milliseconds, signal)]),
};

/** Something that happens once, for requests that wait for another one. */
interface Moment {
  readonly come: Promise<void>;
  happen(): void;
}

function createMoment(): Moment {
  let happen = (): void => {};
  const come = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { come, happen };
}

/** What is told of a stream from outside, and of it: by the id of its task. */
const tasks = new Map<string, { readonly begun: Moment; readonly message: Moment; readonly left: Moment }>();

function taskOf(id: string) {
  const task = tasks.get(id) ?? { begun: createMoment(), message: createMoment(), left: createMoment() };
  tasks.set(id, task);
  return task;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Ids, a reconnection time, text of several bytes per character, and a heartbeat. */
async function* speak(): TaskEvents {
  yield { type: "history_done", data: { messageCount: 0, isStreaming: true }, id: "1", retry: 500 };
  yield { type: "content", data: { text: "zażółć", isPartial: true }, id: "2" };
  await systemClock.sleep(0);
  yield { type: "content", data: { text: " gęślą jaźń 🐢\n", isPartial: true }, id: "3" };
  await time.advance(heartbeat);
  yield { type: "done", data: { finalResponse: "zażółć gęślą jaźń 🐢\n" }, id: "4" };
}

async function* speakMuch(): TaskEvents {
  yield { type: "history_done", data: { messageCount: 0, isStreaming: true } };
  for (let count = 0; count < 2_000; count += 1) {
    yield { type: "content", data: { text: `${count} `.padEnd(1_000, "ż"), isPartial: true } };
  }
  yield { type: "done", data: { finalResponse: "" } };
}

async function* fail(): TaskEvents {
  yield { type: "history_done", data: { messageCount: 0, isStreaming: true } };
  throw new Error("a secret of the server");
}

/** Goes on with a message to the task, and ends when it is left. */
async function* wait(id: string, signal: AbortSignal): TaskEvents {
  const { message, left } = taskOf(id);
  try {
    yield { type: "history_done", data: { messageCount: 0, isStreaming: true } };
    await Promise.race([message.come, untilAborted(signal)]);
    yield { type: "done", data: { finalResponse: "The message is here." } };
  } finally {
    left.happen();
  }
}

function verify(credential: string): User | undefined {
  return credential === "demo" ? { id: "ada" } : undefined;
}

const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
const version = '"1.0.0"';

export const fetch = serve(
  contract,
  {
    createTask: () => ({
      status: 200,
      body: { success: true, data: { id: "c37c1d78-4d23-4e53-949a-ddd775f25e01", status: "pending" } },
    }),

    listTasks: ({ params: { query } }) => ({
      status: 200,
      body: {
        success: true,
        data: {
          tasks: [],
          pagination: { total: 0, limit: query.limit ?? 0, offset: query.offset ?? 0, hasMore: false },
        },
      },
    }),

    async getTask({ params, signal }) {
      const { id } = params.path;
      if (id.startsWith("waiting")) {
        const { begun, left } = taskOf(id);
        begun.happen();
        await untilAborted(signal);
        left.happen();
      }
      throw new Error("a secret of the server");
    },

    async sendTaskMessage({ params, body: { mediaType, value } }) {
      const { id } = params.path;
      taskOf(id).message.happen();
      if (value.message === "Has it begun?") await taskOf(id).begun.come;
      if (id === "clock") await time.advance(heartbeat);
      const files = mediaType === "multipart/form-data" ? (value.files ?? []) : [];
      const contents = files.map(async (file) => [file instanceof File && file.name, file.type, await file.text()]);
      const status = JSON.stringify({ id, message: value.message, files: await Promise.all(contents) });
      return { status: 200, body: { success: true, data: { status } } };
    },

    async cancelTask({ params }) {
      await taskOf(params.path.id).left.come;
      return { status: 200, body: { success: true, data: { message: "It was left." } } };
    },

    downloadArtifact({ params: { query } }) {
      const body = query.path === "stream" ? new Blob([bytes, bytes]).stream() : bytes;
      const headers = { "Content-Disposition": 'attachment; filename="bytes.bin"' };
      return { status: 200, mediaType: "application/octet-stream", body, headers };
    },

    getWidgetScript: ({ params: { header } }) =>
      header["If-None-Match"] === version
        ? { status: 304, headers: { ETag: version } }
        : { status: 200, body: "/* żółw */", headers: { ETag: version, "Cache-Control": "public, max-age=300" } },

    streamTask({ params, signal }) {
      const { id } = params.path;
      if (id === "speaking") return speak();
      if (id === "speaking-much") return speakMuch();
      if (id === "failing") return fail();
      if (id.startsWith("waiting")) return wait(id, signal);
      return { status: 404, body: { success: false, error: { code: "NOT_FOUND", message: `No task ${id}` } } };
    },
  },
  {
    authenticate: { endUserJwt: verify, apiKeyBearer: () => undefined, apiKeyHeader: verify },
    formatError: ({ code, message }) => ({ success: false, error: { code: code.toUpperCase(), message } }),
    toErrorEvent: () => ({ type: "error", data: { message: "The turn failed" } }),
    cors: { origins: ["https://shop.example"] },
    limits: { body: 1_000 },
    onError: () => {},
    clock,
  },
);
