/** Uploads, artifacts and downloads. */

import { expect, test } from "vitest";
import type { Agent, JsonObject } from "../core/agent/index.ts";
import { createHarness } from "./testing/harness.ts";
import { download, formOf, type Item, listOf, upload } from "./testing/uploads.ts";

test("files come into the workspace, and the agent talks about them", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const { body } = await upload(harness, as, [
    ["notes.txt", "The lamp is broken.", "text/plain"],
    ["notes.txt", "Another one.", "text/plain"],
    ["photo.png", new Blob([new Uint8Array([0x89, 0x50])]), "image/png"],
    ["../../etc/passwd", "outside"],
  ]);
  const { id } = body.data;
  await harness.stream(as, id);
  const files = await listOf(harness, as, id);
  expect(files.map(({ path }: { path: string }) => path)).toEqual([
    "uploads/notes-2.txt",
    "uploads/notes.txt",
    "uploads/passwd",
    "uploads/photo.png",
  ]);
  expect(files[3]).toEqual({
    name: "photo.png",
    path: "uploads/photo.png",
    size: 2,
    mimeType: "image/png",
    category: "image",
    modifiedAt: "2026-02-01T12:00:00.000Z",
  });
  const { body: history } = await harness.send(`/api/v1/tasks/${id}/history`, { as });
  expect(history.data.messages[0].attachedFiles).toHaveLength(4);
  expect(history.data.messages[1].content).toContain("The lamp is broken.");
});

test("form fields say the same as JSON", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const form = formOf("Hello", []);
  form.append("autoExecute", "false");
  form.append("showInHistory", "false");
  form.append("systemPrompt", "Be brief.");
  const { body } = await harness.send("/api/v1/tasks", { as, form });
  const { body: task } = await harness.send(`/api/v1/tasks/${body.data.id}`, { as });
  expect(task.data).toMatchObject({ autoExecute: false, showInHistory: false, systemPrompt: "Be brief.", env: null });
});

test("a file comes back to the byte, as a download under its name", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
  const { body } = await upload(harness, as, [['Größe "1".bin', new Blob([bytes])]]);
  const { id } = body.data;
  const response = await download(harness, as, id, 'uploads/Größe "1".bin');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  const table = await upload(harness, as, [["table", "a,b", "Text/CSV; charset=utf-8"]]);
  const csv = await download(harness, as, table.body.data.id, "uploads/table");
  expect(csv.headers.get("content-type")).toBe("text/csv");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/octet-stream",
    "content-length": "300000",
    "content-disposition": "attachment; filename=\"Gr__e _1_.bin\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.bin",
    "x-content-type-options": "nosniff",
  });
});

test("what the agent makes is listed and downloaded, and made again takes its place", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.finish(as, "/artifact orders.csv");
  await harness.send(`/api/v1/tasks/${id}/messages`, { as, json: { message: "/artifact orders.csv" } });
  await harness.stream(as, id);
  const files = await listOf(harness, as, id);
  expect(files.map(({ path, category }: { path: string; category: string }) => [path, category])).toEqual([
    ["downloads/orders.csv", "csv"],
  ]);
  const response = await download(harness, as, id, "downloads/orders.csv");
  expect(response.headers.get("content-type")).toBe("text/csv");
  expect(await response.text()).toMatch(/^number,state,cents\n/);
  expect((await harness.blobs.list("default")).filter(({ id: blob }) => !blob.includes("file-"))).toHaveLength(1);
});

test("an agent lists, reads and writes the files of its task, and no others", async () => {
  const told: unknown[] = [];
  const agent: Agent = async function* ({ tools = [], clock, random, signal }) {
    const use = async (name: string, parameters: JsonObject) => {
      const tool = tools.find((one) => one.name === name);
      const result = await tool
        ?.run(parameters, { clock, random, signal, substitute: (text) => text })
        .catch((error: Error) => error.message);
      told.push(result);
    };
    await use("write_file", { path: "downloads/prices.md", content: "# Prices" });
    await use("read_file", { path: "downloads/prices.md" });
    await use("list_files", {});
    await use("write_file", { path: "../outside.md", content: "x" });
    await use("read_file", { path: "/etc/passwd" });
    yield { type: "done", text: "" };
  };
  const harness = createHarness({ agent });
  const as = await harness.token();
  const id = await harness.finish(as, "Write the price list to downloads/prices.md.");
  expect(told).toEqual([
    "Wrote 8 bytes.",
    "# Prices",
    [{ path: "downloads/prices.md", size: 8, mimeType: "text/markdown" }],
    "The path leads out of the workspace.",
    "There is no text of this path.",
  ]);
  expect(await (await download(harness, as, id, "downloads/prices.md")).text()).toBe("# Prices");
});

test("the files of a task are nobody else's", async () => {
  const harness = createHarness();
  const id = await harness.finish(await harness.token("user-1"), "/artifact");
  const as = await harness.token("user-2");
  expect((await harness.send(`/api/v1/tasks/${id}/artifacts`, { as })).status).toBe(404);
  expect((await download(harness, as, id, "downloads/orders.csv")).status).toBe(404);
});

test("twenty files are taken, and one more is not", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const items = (count: number) => Array.from({ length: count }, (_, index): Item => [`${index}.txt`, "x"]);
  const { body } = await upload(harness, as, items(20));
  expect(await listOf(harness, as, body.data.id)).toHaveLength(20);
  const refused = await upload(harness, as, items(21));
  expect([refused.status, refused.body.error.message]).toEqual([400, "At most 20 files can be sent at once"]);
});

test("a file of more than 50 MB is refused, and nothing of it stays", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const before = await harness.blobs.list("default");
  const large = new Blob([new Uint8Array(50 * 1_024 * 1_024 + 1)]);
  const { status, body } = await upload(harness, as, [
    ["small.txt", "x"],
    ["large.bin", large],
  ]);
  expect([status, body.error.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  expect(await harness.blobs.list("default")).toEqual(before);
});
