import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listOperations, type ServerObject } from "@parley/contracts/document";
import { type Browser, findBrowser, launchBrowser } from "@parley/tooling/browser";
import { CommandError } from "@parley/tooling/command";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readContracts } from "./contracts.ts";
import { type Site, serveSite } from "./server.ts";
import { buildSite } from "./site.ts";

const contracts = await readContracts();
const found = findBrowser();

let folder: string;
let site: Site;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-docs-"));
  await buildSite(folder);
  site = await serveSite({ folder, portBase: 0 });
  origin = `http://127.0.0.1:${site.port}`;
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

test("the start page lists every contract", async () => {
  const text = await (await fetch(origin)).text();
  const titles = [...text.matchAll(/<h2 id="([\w-]+)">([^<]+)<span/g)].map(([, api, title]) => [api, title]);
  expect(titles).toEqual(contracts.map(({ api, document }) => [api, document.info.title]));
});

describe.each(contracts)("$api", ({ api, folder: generated }) => {
  test.each([
    ["openapi.json", "application/json"],
    ["openapi.yaml", "application/yaml; charset=utf-8"],
    ["openapi-3.2.json", "application/json"],
    ["openapi-3.2.yaml", "application/yaml; charset=utf-8"],
  ])("offers %s as it was generated", async (file, type) => {
    const response = await fetch(`${origin}/${api}/${file}`);
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toBe(await readFile(join(generated, file), "utf8"));
  });

  test("serves the bytes of its examples", async () => {
    for (const name of await readdir(join(generated, "examples"))) {
      const bytes = await (await fetch(`${origin}/${api}/examples/${name}`)).bytes();
      expect(Buffer.from(bytes).equals(await readFile(join(generated, "examples", name))), name).toBe(true);
    }
  });

  test("shows whole addresses of servers, and the mock", async () => {
    const page = await (await fetch(`${origin}/${api}/`)).text();
    const shown = [...page.matchAll(/"servers":(\[.*?\])/g)].map(([, text = ""]) => JSON.parse(text) as ServerObject[]); // Redoc's state is JSON
    expect(shown.length).toBeGreaterThan(0);
    for (const servers of shown) {
      for (const { url } of servers) expect(url).toMatch(/^https?:\/\/[\w.:-]+(\/[\w/.-]*)?$/);
      expect(servers.at(-1)?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    }
  });

  test("leads from the name to the folder that its links are relative to", async () => {
    const response = await fetch(`${origin}/${api}`, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([308, `/${api}/`]);
  });
});

/** A response as it is on the wire. */
async function getRaw(path: string, accepted: string, others: Record<string, string> = {}) {
  const request = get(origin + path, { headers: { "accept-encoding": accepted, ...others } });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) size += chunk.length;
  return { status: response.statusCode, headers: response.headers, size };
}

describe("server", () => {
  test.each(["/", "/404", "/contracts.json"])("keeps what it sends on %s to itself", async (path) => {
    const { headers } = await fetch(origin + path);
    expect([headers.get("x-content-type-options"), headers.get("referrer-policy")]).toEqual(["nosniff", "no-referrer"]);
  });

  test.each(["/nothing", "/chatzy/nothing.json", "/%00", "/%E0%A4%A", "/..%2fpackage.json"])(
    "answers %s with the page for unknown addresses",
    async (path) => {
      const response = await fetch(origin + path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain("There is nothing at this address.");
    },
  );

  test.each([
    ["br", "br"],
    ["gzip", "gzip"],
    ["gzip, deflate, br", "br"],
    ["br;q=0, gzip", "gzip"],
  ])("sends pages and downloads compressed to who accepts %s", async (accepted, encoding) => {
    for (const path of ["/smarttalk/", "/smarttalk/openapi.json", "/smarttalk/openapi.yaml", "/"]) {
      const { headers, size } = await getRaw(path, accepted);
      expect([path, headers["content-encoding"], headers.vary]).toEqual([path, encoding, "Accept-Encoding"]);
      const plain = await getRaw(path, "identity");
      expect(plain.headers["content-encoding"]).toBeUndefined();
      expect(plain.headers.vary).toBe("Accept-Encoding");
      expect(size).toBeLessThan(plain.size / 3);
    }
  });

  test.each(["/", "/chatzy/", "/chatzy/openapi.json"])("sends %s once to who keeps it", async (path) => {
    const { headers } = await getRaw(path, "br");
    const again = await getRaw(path, "br", { "if-none-match": String(headers.etag) });
    expect([again.status, again.size, again.headers.vary]).toEqual([304, 0, "Accept-Encoding"]);
  });

  test("names the mocks at the ports that they have", async () => {
    await site.setMocks({ chatzy: 5999 });
    for (const path of ["/", "/chatzy/"]) {
      const text = await (await fetch(origin + path)).text();
      expect(text).toContain("http://127.0.0.1:5999/get-response?token=");
    }
    expect(await (await fetch(`${origin}/chatzy/`)).text()).not.toContain("127.0.0.1:4011");
  });

  test("takes no other method than GET and HEAD", async () => {
    const response = await fetch(origin, { method: "POST" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  test("says how to make a build that is missing", async () => {
    await expect(serveSite({ folder: join(folder, "nowhere"), portBase: 0 })).rejects.toThrow(
      new CommandError("There is no build of the site; make it with npm run docs."),
    );
  });
});

describe.skipIf(found.missing !== undefined)(["in a browser", found.missing].filter(Boolean).join(": "), () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser(found);
  });

  afterAll(async () => {
    await browser.close();
  });

  /** Opens a page and gathers what it asks for and what it complains about. */
  async function open(path: string) {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(origin + path);
    return { page, requests, complaints };
  }

  /** Addresses of other origins; `blob:` and `data:` addresses lie inside of the page. */
  function foreign(requests: readonly string[]): string[] {
    return requests.filter((url) => !url.startsWith("data:") && !url.replace(/^blob:/, "").startsWith(`${origin}/`));
  }

  test("the start page stands alone and copies its commands", async () => {
    const { page, requests, complaints } = await open("/");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).first().click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const command = await page.evaluate("navigator.clipboard.readText()");
    await page.close();
    expect({ foreign: foreign(requests), complaints }).toEqual({ foreign: [], complaints: [] });
    expect(command).toMatch(/^curl /);
  });

  test.each(contracts)(
    "the reference of $api stands alone and shows an operation",
    async ({ api, document }) => {
      const [first] = listOperations(document);
      if (!first) throw new Error(`${api} has no operation`);
      const { tags, summary, "x-provenance": provenance } = first.operation;
      const { page, requests, complaints } = await open(`/${api}/`);
      await page.getByRole("heading", { level: 1, name: document.info.title }).waitFor();
      await page.getByRole("link", { name: tags[0] ?? "", exact: true }).click();
      await page.getByRole("heading", { name: `${summary} ${provenance}` }).waitFor();
      await page.close();
      expect({ foreign: foreign(requests), complaints }).toEqual({ foreign: [], complaints: [] });
    },
    30_000,
  );

  test.each(contracts)(
    "the search of $api stands alone and finds an operation",
    async ({ api, document }) => {
      const [first] = listOperations(document);
      if (!first) throw new Error(`${api} has no operation`);
      const { page, requests, complaints } = await open(`/${api}/`);
      await page.getByText(/^Search/).click();
      await page.getByRole("textbox", { name: "Search docs" }).fill(first.operation.summary);
      const { method, path } = first;
      await page
        .getByRole("link", { name: `${method.toUpperCase()} ${path}` })
        .first()
        .waitFor();
      await page.close();
      expect({ foreign: foreign(requests), complaints }).toEqual({ foreign: [], complaints: [] });
    },
    30_000,
  );
});
