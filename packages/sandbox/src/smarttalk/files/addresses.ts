/** Where files of the sandbox are read: addresses that nobody can guess, as those of the vendor's network are. */

import type { Validate } from "@parley/contracts";
import { defineContract, type FetchHandler, serve, type Viewed } from "@parley/server";
import { findById } from "../access.ts";
import { basePath, type Desk } from "../desk.ts";
import { canvases, chatModels } from "../records/index.ts";

/** The address of a file. */
export function fileAddress(desk: Desk, world: string, id: string): string {
  return `${desk.address()}/files/${encodeURIComponent(world)}/${id}`;
}

/** Whether a path is one of a file. */
export function isFilePath(path: string): boolean {
  return path.startsWith(`${basePath}/files/`);
}

interface FileOperations {
  readFile: {
    parameters: { path: { world: string; id: string } };
    responses: {
      200: { headers: Readonly<Record<string, string>>; content: { "*/*": Blob } };
      404: { headers: Readonly<Record<string, string>>; content: { "application/json": { message: string } } };
    };
  };
}

const anything: Validate = () => true;
const text = { type: "string" } as const;
const parameter = (name: string) => ({ name, in: "path", required: true, schema: text }) as const;

const contract = defineContract<FileOperations>()({
  operations: {
    readFile: {
      id: "readFile",
      method: "get",
      path: "/files/{world}/{id}",
      tag: "Files",
      provenance: "assumed",
      idempotent: true,
      parameters: [
        { name: "world", in: "path", required: true },
        { name: "id", in: "path", required: true },
      ],
      responses: { "200": ["*/*"], "404": ["application/json"] },
      security: [],
    },
  },
  validators: {
    readFile: {
      parameters: { path: anything },
      request: {},
      responses: { "200": { "*/*": anything }, "404": { "application/json": anything } },
      events: {},
    },
  },
  streams: {},
  securitySchemes: {},
  document: {
    openapi: "3.1.0",
    info: { title: "Files", version: "1.0.0" },
    paths: {
      "/files/{world}/{id}": {
        get: {
          operationId: "readFile",
          parameters: [parameter("world"), parameter("id")],
          responses: {
            "200": { description: "The file.", content: { "*/*": { schema: {} } } },
            "404": { description: "No file.", content: { "application/json": { schema: { type: "object" } } } },
          },
        },
      },
    },
  },
});

/** Serves files. */
export function createFileHandler(desk: Desk): FetchHandler & Viewed {
  const nothing = { status: 404, body: { message: "Not found" } } as const;
  return serve(
    contract,
    {
      readFile: async ({ params }) => {
        const { world, id } = params.path;
        // A path may name any world, and no world is made for it.
        if (!/^[\w.-]{1,64}$/.test(world)) return nothing;
        const known = await desk.store.transaction(world, async (transaction) => {
          const canvas = await findById(transaction, canvases, id);
          if (canvas) return canvas.mediaType;
          const [modelId, type] = id.split(".");
          const model = await findById(transaction, chatModels, modelId ?? "");
          return model?.avatar === id ? `image/${type}` : undefined;
        });
        const file = known === undefined ? undefined : await desk.blobs.read(world, id);
        if (!file || known === undefined) return nothing;
        // A page of somebody else's must not run here.
        const isPicture = known.startsWith("image/");
        return {
          status: 200,
          headers: {
            "Content-Security-Policy": "sandbox",
            "X-Content-Type-Options": "nosniff",
            ...(!isPicture && { "Content-Disposition": "attachment" }),
          },
          body: file.slice(0, file.size, isPicture ? known : "application/octet-stream"),
        };
      },
    },
    {
      authenticate: {},
      basePath,
      clock: desk.clock,
      responses: desk.responses,
      onError: desk.onError,
      cors: { origins: "*" },
      formatError: ({ message }) => ({ message }),
    },
  );
}
