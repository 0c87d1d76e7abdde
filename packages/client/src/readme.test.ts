/** The snippets of the README are the files of examples/, and these run. */

import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { contract, type NotePaths } from "../examples/contract.ts";
import { saveNote } from "../examples/errors.ts";
import { createCountingClient } from "../examples/middleware.ts";
import { explain } from "../examples/partial-text.ts";
import { noteQuery } from "../examples/react-query.ts";
import { readNote } from "../examples/result.ts";
import { createUserClient } from "../examples/tokens.ts";
import { attach } from "../examples/upload.ts";
import { startServer } from "./__fixtures__/server.ts";
import { createApiClient } from "./request/index.ts";

const folder = new URL("../examples/", import.meta.url);

test("the README has every example as it is, and nothing else", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const snippets = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, snippet]) => snippet);
  const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  expect(snippets.toSorted()).toEqual(files.toSorted());
});

test("the first snippet has ten lines at most", () => {
  const lines = readFileSync(new URL("stream-reply.ts", folder), "utf8").trim().split("\n");
  expect(lines.length).toBeLessThanOrEqual(10);
});

interface Notes {
  readonly baseUrl: string;
  readonly authorizations: (string | undefined)[];
}

/** A server of notes: `n1` is the only one; its explanation is this text. */
async function startNotes(explanation = ""): Promise<Notes> {
  const authorizations: (string | undefined)[] = [];
  const answer = (response: ServerResponse, status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json", "retry-after": "2" }).end(JSON.stringify(body));
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    authorizations.push(request.headers.authorization);
    const sent = await text(request);
    if (request.url === "/token") response.end("fresh");
    else if (request.url === "/notes/n1/explanation") {
      response.writeHead(200, { "content-type": "text/event-stream" }).end(explanation);
    } else if (request.method === "GET") {
      if (request.url === "/notes/n1") answer(response, 200, { id: "n1", text: "Tides" });
      else answer(response, 404, { error: { code: "unknown_note", message: "There is no such note" } });
    } else if (sent.includes("spam")) answer(response, 429, { error: { code: "too_many", message: "Slow down" } });
    else answer(response, 201, { id: "n1", text: "Tides" });
  };
  return { baseUrl: await startServer(listen), authorizations };
}

const whole =
  'event: text\ndata: {"piece":"Sun "}\n\nevent: text\ndata: {"piece":"and moon"}\n\nevent: done\ndata: {}\n\n';

function connect(baseUrl: string) {
  return createApiClient<NotePaths>(contract, { baseUrl, retry: { maxRetries: 0 } });
}

test("stream-reply.ts", async () => {
  const { baseUrl, authorizations } = await startNotes(whole);
  vi.stubEnv("NOTES_URL", baseUrl);
  vi.stubEnv("NOTES_TOKEN", "t");
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((piece) => written.push(String(piece)) > 0);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    write.mockRestore();
  });
  await import("../examples/stream-reply.ts");
  expect(written.join("")).toContain("Sun and moon");
  expect(authorizations).toEqual(["Bearer t", "Bearer t"]);
});

test("result.ts", async () => {
  const { baseUrl } = await startNotes();
  expect(await readNote(connect(baseUrl), "n1")).toBe("Tides");
  expect(await readNote(connect(baseUrl), "n2")).toBe("There is no such note (404)");
});

test("errors.ts", async () => {
  const { baseUrl } = await startNotes();
  expect(await saveNote(connect(baseUrl), "Tides")).toBe("Saved as n1.");
  expect(await saveNote(connect(baseUrl), "spam")).toBe("too_many: try again in 2000 ms.");
  expect(await saveNote(connect("http://127.0.0.1:9"), "Tides")).toBe("ConnectionError connection in createNote");
});

test("tokens.ts", async () => {
  const { baseUrl, authorizations } = await startNotes();
  expect(await readNote(createUserClient(`${baseUrl}/token`, baseUrl), "n1")).toBe("Tides");
  expect(authorizations).toEqual([undefined, "Bearer fresh"]);
});

describe("partial-text.ts", () => {
  test.each([
    [whole, "Sun and moon"],
    [whole.slice(0, 40), "Sun  ... (the connection was lost)"],
    [
      'event: failed\ndata: {"message":"No model"}\n\n',
      " ... (explainNote failed in the middle of the stream, by the event failed: No model)",
    ],
  ])("%j", async (explanation, expected) => {
    const { baseUrl } = await startNotes(explanation);
    expect(await explain(connect(baseUrl), "n1", () => {})).toBe(expected);
  });
});

test("upload.ts", async () => {
  const { baseUrl } = await startNotes();
  const parts: number[] = [];
  const note = await attach(connect(baseUrl), [new File(["a".repeat(100_000)], "a.txt")], (part) => parts.push(part));
  expect(note.id).toBe("n1");
  expect([parts[0], parts.at(-1)]).toEqual([0, 1]);
});

test("middleware.ts", async () => {
  const { baseUrl } = await startNotes();
  const counts = new Map<string, number>();
  const lines: string[] = [];
  const client = createCountingClient(counts, (line) => lines.push(line), baseUrl);
  await readNote(client, "n1");
  await readNote(client, "n1");
  expect([...counts]).toEqual([["/notes/{id}", 2]]);
  expect(lines[0]).toBe(`-> #1 GET ${baseUrl}/notes/n1`);
});

test("react-query.ts", async () => {
  const { baseUrl } = await startNotes();
  const queries = new QueryClient();
  expect(await queries.fetchQuery(noteQuery(connect(baseUrl), "n1"))).toEqual({ id: "n1", text: "Tides" });
});
