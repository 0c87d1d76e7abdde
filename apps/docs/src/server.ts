/** The HTTP host of the built site. */

import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { CommandError, closeServer, listen } from "@parley/tooling/command";
import sirv from "sirv";
import type { ContractFacts } from "./contracts.ts";
import { indexPage } from "./index-page.ts";

/** Which build to serve, and where. */
export interface SiteOptions {
  readonly folder: string;
  /** The port to listen on, and the one from which those of the mocks follow; 0 for a free one. */
  readonly portBase: number;
}

/** A listening site. */
export interface Site {
  readonly port: number;
  close(): Promise<void>;
}

// Transcripts are to be read, so they are text to the browser; RFC 9512 names the type of YAML.
const contentTypes: Readonly<Record<string, string>> = {
  ".yaml": "application/yaml; charset=utf-8",
  ".sse": "text/plain; charset=utf-8",
};

/**
 * Serves a build on 127.0.0.1. The start page is written anew, because its addresses follow from the ports.
 *
 * @throws {@link CommandError} when there is no build or the port cannot be had.
 */
export async function serveSite({ folder, portBase }: SiteOptions): Promise<Site> {
  const contracts = await readFacts(folder);
  const startPage = indexPage(contracts, portBase);
  const notFound = await readFile(join(folder, "404.html"), "utf8");
  const serveFile = sirv(folder, {
    // Reads the folder for each request, so that a new build is seen.
    dev: true,
    etag: true,
    setHeaders: (response, path) => {
      const type = contentTypes[extname(path)];
      if (type !== undefined) response.setHeader("content-type", type);
    },
  });

  const server = createServer((request, response) => {
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("referrer-policy", "no-referrer");
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      sendPage(response, 405, notFound);
    } else if (path === "/" || path === "/index.html") {
      sendPage(response, 200, startPage);
    } else if (isFolder(folder, path)) {
      // The links of a reference page are relative to its folder.
      response.writeHead(308, { location: `${path}/` }).end();
    } else {
      serveFile(request, response, () => sendPage(response, 404, notFound));
    }
  });
  return {
    port: await listen(server, portBase, "reference"),
    close: () => closeServer(server),
  };
}

async function readFacts(folder: string): Promise<ContractFacts[]> {
  try {
    return JSON.parse(await readFile(join(folder, "contracts.json"), "utf8")) as ContractFacts[]; // as built
  } catch (error) {
    const hint = "There is no build of the site; make it with npm run docs.";
    throw new CommandError(hint, { cause: error });
  }
}

/** Whether a path without a slash at its end is one of the folders; no other characters are in their names. */
function isFolder(folder: string, path: string): boolean {
  if (!/^(\/[\w-]+)+$/.test(path)) return false;
  const target = join(folder, path);
  return existsSync(target) && statSync(target).isDirectory();
}

function sendPage(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" }).end(text);
}
