/** One of the servers that `json-post.ts` compares, as a process of its own: answers the Chatzy token operation. */

import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { OperationTypes } from "@parley/contracts/chatzy";
import { securitySchemes } from "@parley/contracts/chatzy";
import document from "@parley/contracts/chatzy/openapi.json" with { type: "json" };
import { createAccessToken } from "@parley/contracts/chatzy/operations";
import * as validators from "@parley/contracts/chatzy/validators";
import fastify from "fastify";
import openapiGlue from "fastify-openapi-glue";
import { defineContract } from "../contract.ts";
import { listen } from "../node.ts";
import { keepHostHandler } from "../host-handler.ts";
import { serve } from "../serve.ts";

const answer = {
  data: {
    access_token: "access-user123",
    refresh_token: "refresh-user123",
    access_token_expires_at: 1_764_000_900_000,
    refresh_token_expires_at: 1_764_604_800_000,
  },
};

export const servers = {
  async parley() {
    const contract = defineContract<OperationTypes>()({
      operations: { createAccessToken },
      validators,
      streams: {},
      securitySchemes,
      document,
    });
    const handler = serve(
      contract,
      { createAccessToken: () => ({ status: 200, body: answer }) },
      { authenticate: {} as never, formatError: ({ message }) => ({ message }) },
    );
    return (await listen(handler, { port: 0 })).port;
  },

  async slow() {
    const { request, responses } = validators.createAccessToken;
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        if (!request["application/json"](body) || !responses[200]["application/json"](answer)) {
          outgoing.writeHead(400).end();
          return;
        }
        const text = JSON.stringify(answer); const until = process.hrtime.bigint() + 8000n; while (process.hrtime.bigint() < until);
        outgoing.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
        outgoing.end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  },

  async heads() {
    const { request, responses } = validators.createAccessToken;
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        if (!request["application/json"](body) || !responses[200]["application/json"](answer)) {
          outgoing.writeHead(400).end();
          return;
        }
        const text = JSON.stringify(answer);
        outgoing.writeHead(200, { "content-type": "application/json", "x-request-id": crypto.randomUUID(), "cache-control": "no-store", "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "content-length": Buffer.byteLength(text) });
        outgoing.end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  },

  async bare() {
    const { request, responses } = validators.createAccessToken;
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        if (!request["application/json"](body) || !responses[200]["application/json"](answer)) {
          outgoing.writeHead(400).end();
          return;
        }
        const text = JSON.stringify(answer);
        outgoing.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
        outgoing.end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  },

  async host() {
    const { request, responses } = validators.createAccessToken;
    const handler = keepHostHandler(async () => new Response(), async (r) => {
      const body = JSON.parse(Buffer.from(await r.bytes(1e6)).toString());
      if (!request["application/json"](body) || !responses[200]["application/json"](answer)) throw 1;
      return { status: 200, headers: new Map([["content-type", "application/json"]]), body: JSON.stringify(answer) };
    });
    return (await listen(handler, { port: 0 })).port;
  },
  async hostheads() {
    const { request, responses } = validators.createAccessToken;
    const handler = keepHostHandler(async () => new Response(), async (r) => {
      const body = JSON.parse(Buffer.from(await r.bytes(1e6)).toString());
      if (!request["application/json"](body) || !responses[200]["application/json"](answer)) throw 1;
      return { status: 200, headers: new Map([["content-type", "application/json"],["x-request-id", crypto.randomUUID()],["cache-control", "no-store"], ["x-content-type-options", "nosniff"], ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"]]), body: JSON.stringify(answer) };
    });
    return (await listen(handler, { port: 0 })).port;
  },
  async fastify() {
    const app = fastify({ ajv: { customOptions: { strict: false } } });
    const handlers = new Proxy({}, { has: () => true, get: () => async () => answer });
    await app.register(openapiGlue, { specification: structuredClone(document) as object, serviceHandlers: handlers });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return (app.server.address() as AddressInfo).port;
  },
};
if (process.send) {
const [, , name] = process.argv;
const port = await servers[name as keyof typeof servers]();
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
process.send?.(port);
console.log(port);
}
