/** AI SmartTalk, alive: everything of its HTTP API. Its second channel, Socket.IO, is not served. */

import { type FetchHandler, type HostHandler, type HostRequest, hostView, serve, type Viewed } from "@parley/server";
import type { Platform, PlatformHandler } from "../core/platform/index.ts";
import { contract } from "./contract.ts";
import { basePath, createDesk } from "./desk.ts";
import { dropEmptyAppToken, dropEmptyAppTokenOf } from "./empty-app-token.ts";
import { formatError } from "./errors.ts";
import { createFileHandler, isFilePath } from "./files/addresses.ts";
import { createHandlers } from "./handlers.ts";
import { createPageHandler } from "./oauth/index.ts";
import { mayStandTogether } from "./principals.ts";
import { collections } from "./records/index.ts";
import { demo, demoCredentials } from "./seeds/demo-ids.ts";
import { seeds } from "./seeds/index.ts";
import { createVerifiers, locateCredentials } from "./verifiers.ts";

/** The platform. */
export const smarttalk: Platform = {
  name: "smarttalk",
  contract,
  formatError,
  collections,
  seeds,
  locateCredentials,
  welcome: (address) => ({
    credentials: {
      "access token": demoCredentials.accessToken,
      "API token": demoCredentials.apiToken,
      "chat model": demo.chatModelId,
      "account for the authorization page": `jane.doe@example.com / ${demoCredentials.password}`,
    },
    curl: `curl -N '${address}/api/chat?stream=true' -H 'Authorization: Bearer ${demoCredentials.accessToken}' -H 'Content-Type: application/json' -d '${JSON.stringify({ message: "Where is my order 4711?", chatInstanceId: demo.chatInstanceId, chatModelId: demo.chatModelId })}'`,
  }),
  createHandler(services) {
    const desk = createDesk(services);
    const api = serve(contract, createHandlers(desk), {
      authenticate: createVerifiers(desk),
      agree: mayStandTogether,
      formatError,
      toErrorEvent: () => ({ type: "error", data: { type: "error", message: "The reply failed" } }),
      basePath,
      clock: desk.clock,
      responses: desk.responses,
      onError: desk.onError,
      cors: { origins: "*" },
    });
    return withOthers(api, createPageHandler(desk), createFileHandler(desk));
  },
};

/** Sends the forms of the authorization page and the addresses of files to those who serve them, all else to the contract. */
function withOthers(
  api: FetchHandler & Viewed,
  page: FetchHandler & Viewed,
  files: FetchHandler & Viewed,
): PlatformHandler {
  const choose = (method: string, path: string) => {
    if (method === "POST" && path === `${basePath}/api/oauth/aist/authorize`) return page;
    return isFilePath(path) ? files : api;
  };
  const own = handlerOf(api);
  const handler: HostHandler = {
    answer: (request: HostRequest) =>
      handlerOf(choose(request.method, request.path)).answer(dropEmptyAppToken(request)),
    hostErrorOf: (status) => own.hostErrorOf(status),
  };
  const fetch: FetchHandler = (request) =>
    choose(request.method, new URL(request.url).pathname)(dropEmptyAppTokenOf(request));
  return Object.assign(fetch, { [hostView]: { handler } });
}

function handlerOf(served: Viewed): HostHandler {
  const { handler } = served[hostView];
  if (handler) return handler;
  throw new TypeError("What serves a platform has no view for hosts.");
}
