/** The HTTP host of the built site: compressed, with what is known of the mocks, and followed by open pages. */

import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { constants } from "node:zlib";
import { CommandError, closeServer, defaultPortBase, listen } from "@parley/tooling/command";
import compression from "compression";
import sirv from "sirv";
import { indexPage } from "./index-page.ts";
import type { PageStates } from "./live-script.ts";
import { mockAddresses } from "./mock-addresses.ts";
import { readFacts } from "./site.ts";

/** Which build to serve, and where. */
export interface SiteOptions {
  readonly folder: string;
  /** The port to listen on, and the one from which those of the mocks follow; 0 for a free one. */
  readonly portBase: number;
}

/** A listening site. */
export interface Site {
  readonly port: number;
  /** Names the mocks by the ports that they have; where nobody says it, it follows from the first port. */
  setMocks(ports: Readonly<Record<string, number>>): Promise<void>;
  /** Serves what is in the folder now; open pages of the contract reload themselves. */
  refresh(api: string): Promise<void>;
  /** Lets open pages of the contract say why the last save is not shown. */
  fail(api: string, lines: readonly string[]): void;
  close(): Promise<void>;
}

// Transcripts are to be read, so they are text to the browser; RFC 9512 names the type of YAML.
const contentTypes: Readonly<Record<string, string>> = {
  ".yaml": "application/yaml; charset=utf-8",
  ".sse": "text/plain; charset=utf-8",
};

const html = "text/html; charset=utf-8";

/**
 * Serves a build on 127.0.0.1. The start page is written anew, because its addresses follow from the ports.
 *
 * @throws {@link CommandError} when there is no build or the port cannot be had.
 */
export async function serveSite({ folder, portBase }: SiteOptions): Promise<Site> {
  const pages = await loadPages(folder, portBase, {});
  const notFound = await readFile(join(folder, "404.html"), "utf8");
  const broken = new Map<string, readonly string[]>();
  const followers = new Set<ServerResponse>();
  let current = pages;
  let ports: Readonly<Record<string, number>> = {};

  const compress = compression({
    // 8 % smaller than its default, in the same time.
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: 24 } },
    // An event stream would wait for its compressor.
    filter: (_request, response) =>
      /^(text\/(?!event-stream)|application\/)/.test(String(response.getHeader("content-type"))),
  });
  const serveFile = sirv(folder, {
    // Reads the folder for each request, so that a new build is seen.
    dev: true,
    etag: true,
    setHeaders: (response, path) => {
      const type = contentTypes[extname(path)];
      if (type !== undefined) response.setHeader("content-type", type);
    },
  });

  function states(): PageStates {
    return Object.fromEntries(
      [...current].map(([name, { version }]) => {
        const lines = broken.get(name);
        return [name, { version, ...(lines && { broken: lines }) }];
      }),
    );
  }

  function tell(): void {
    for (const response of followers) response.write(event(states()));
  }

  function follow(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(event(states()));
    followers.add(response);
    response.once("close", () => followers.delete(response));
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    const page = current.get(path.replace(/^\/|\/(index\.html)?$/g, ""));
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      sendText(request, response, 405, notFound);
    } else if (path === "/changes" && request.method === "GET") {
      follow(response);
    } else if (page && /(^|\/)(index\.html)?$/.test(path)) {
      sendText(request, response, 200, page.text);
    } else if (isFolder(folder, path)) {
      // The links of a reference page are relative to its folder.
      response.writeHead(308, { location: `${path}/` }).end();
    } else {
      serveFile(request, response, () => sendText(request, response, 404, notFound));
    }
  }

  const server = createServer((request, response) => {
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("referrer-policy", "no-referrer");
    // Of every answer, also of those that are too small to be compressed or say that nothing changed.
    response.setHeader("vary", "Accept-Encoding");
    // Types of Express, of which nothing but the requests and responses of Node is used.
    compress(request as Parameters<typeof compress>[0], response as Parameters<typeof compress>[1], () =>
      answer(request, response),
    );
  });
  return {
    port: await listen(server, portBase, "reference"),
    setMocks: async (known) => {
      ports = known;
      current = await loadPages(folder, portBase, ports);
      tell();
    },
    refresh: async (api) => {
      broken.delete(api);
      current = await loadPages(folder, portBase, ports);
      tell();
    },
    fail: (api, lines) => {
      broken.set(api, lines);
      tell();
    },
    close: () => closeServer(server),
  };
}

interface LoadedPage {
  readonly text: string;
  readonly version: string;
}

/** The start page, under the empty name, and the reference of each contract, with the addresses of the mocks. */
async function loadPages(
  folder: string,
  portBase: number,
  ports: Readonly<Record<string, number>>,
): Promise<ReadonlyMap<string, LoadedPage>> {
  const facts = await readFacts(folder).catch((cause: Error) => {
    throw new CommandError("There is no build of the site; make it with npm run docs.", { cause });
  });
  const apis = facts.map(({ api }) => api);
  const built = mockAddresses(apis, defaultPortBase);
  const actual = mockAddresses(apis, portBase, ports);
  const references = await Promise.all(
    apis.map(async (api): Promise<[string, LoadedPage]> => {
      const page = await readFile(join(folder, api, "index.html"), "utf8");
      const text = page.replaceAll(built.get(api) ?? "", actual.get(api) ?? "");
      return [api, { text, version: /data-version="(\w+)"/.exec(text)?.[1] ?? "" }];
    }),
  );
  const version = hash(indexPage(facts, actual));
  return new Map([["", { text: indexPage(facts, actual, version), version }], ...references]);
}

function event(states: PageStates): string {
  return `data: ${JSON.stringify(states)}\n\n`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Whether a path without a slash at its end is one of the folders; no other characters are in their names. */
function isFolder(folder: string, path: string): boolean {
  if (!/^(\/[\w-]+)+$/.test(path)) return false;
  const target = join(folder, path);
  return existsSync(target) && statSync(target).isDirectory();
}

/** Sends a page, or 304 to who has it (RFC 9110 section 13.1.2). */
function sendText(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  const etag = `W/"${hash(text)}"`;
  response.setHeader("cache-control", "no-cache");
  response.setHeader("content-type", html);
  if (status === 200) response.setHeader("etag", etag);
  if (status === 200 && request.headers["if-none-match"]?.includes(etag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(status).end(text);
}
