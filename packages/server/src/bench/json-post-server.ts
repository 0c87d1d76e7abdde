/** Answers the Chatzy token operation in one of the ways that `json-post.ts` compares. */

import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, connect } from "node:net";
import { fileURLToPath } from "node:url";
import responseValidation from "@fastify/response-validation";
import type { OperationTypes } from "@parley/contracts/chatzy";
import document from "@parley/contracts/chatzy/openapi.json" with { type: "json" };
import * as operations from "@parley/contracts/chatzy/operations";
import * as validators from "@parley/contracts/chatzy/validators";
import { closeServer, listen as listenOn } from "@parley/tooling/command";
import addFormats from "ajv-formats";
import fastify from "fastify";
import openapiGlue from "fastify-openapi-glue";
import { defineContract } from "../contract/index.ts";
import { listen } from "../node/index.ts";
import { serve } from "../serve.ts";
import { announce } from "./server-process.ts";

const answer = {
  data: {
    access_token: "access-user123",
    refresh_token: "refresh-user123",
    access_token_expires_at: 1_764_000_900_000,
    refresh_token_expires_at: 1_764_604_800_000,
  },
};

const servers: Readonly<Record<string, () => Promise<number>>> = {
  async parley() {
    const { createAccessToken } = operations;
    const parts = { operations: { createAccessToken }, validators, streams: {}, securitySchemes: {}, document };
    const handler = serve(
      defineContract<OperationTypes>()(parts),
      { createAccessToken: () => ({ status: 200, body: answer }) },
      { authenticate: {}, formatError: ({ message }) => ({ message }) },
    );
    return (await listen(handler, { port: 0 })).port;
  },

  async bare() {
    const takes = validators.createAccessToken.request["application/json"];
    const gives = validators.createAccessToken.responses["200"]["application/json"];
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const isGood = takes(JSON.parse(Buffer.concat(chunks).toString())) && gives(answer);
        const text = JSON.stringify(isGood ? answer : { message: "Bad request" });
        const length = Buffer.byteLength(text);
        outgoing.writeHead(isGood ? 200 : 400, { "content-type": "application/json", "content-length": length });
        outgoing.end(text);
      });
    });
    return listenOn(server, 0, "bench");
  },

  fastify: () => serveFastify(false),

  "fastify-checked": () => serveFastify(true),

  async prism() {
    const port = await findFreePort();
    const program = createRequire(import.meta.url).resolve("@stoplight/prism-cli");
    const contract = fileURLToPath(import.meta.resolve("@parley/contracts/chatzy/openapi.json"));
    const parameters = ["mock", contract, "--host", "127.0.0.1", "--port", String(port), "--verboseLevel", "silent"];
    process.argv = [process.execPath, program, ...parameters];
    await import(program);
    await untilOpen(port);
    return port;
  },
};

async function serveFastify(checksAnswers: boolean): Promise<number> {
  // Our extensions are unknown keywords to it.
  const app = fastify({ ajv: { customOptions: { strict: false } } });
  if (checksAnswers) await app.register(responseValidation, { ajv: { strict: false, plugins: [addFormats.default] } });
  await app.register(openapiGlue, {
    specification: structuredClone(document),
    serviceHandlers: Object.fromEntries(Object.keys(operations).map((name) => [name, async () => answer])),
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return (app.server.address() as AddressInfo).port; // of a port, not of a pipe
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOn(server, 0, "bench");
  await closeServer(server);
  return port;
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const socket = connect({ port, host: "127.0.0.1" });
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
  }
}

const [, , name = ""] = process.argv;
const start = servers[name];
if (!start) throw new Error(`There is no server ${name}`);
announce(await start());
