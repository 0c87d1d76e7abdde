import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listOperations } from "@parley/contracts/document";
import { type Browser, findBrowser, launchBrowser } from "@parley/tooling/browser";
import { CommandError } from "@parley/tooling/command";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readContracts } from "./contracts.ts";
import { type Site, serveSite } from "./server.ts";
import { buildSite } from "./site.ts";

const contracts = await readContracts();
const found = await findBrowser();

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

  test("leads from the name to the folder that its links are relative to", async () => {
    const response = await fetch(`${origin}/${api}`, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([308, `/${api}/`]);
  });
});

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
    await page.goto(origin + path, { waitUntil: "networkidle" });
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
