/** Uploads, archives, artifacts and downloads. */

import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { createHarness, type Harness } from "./testing/harness.ts";

type Item = readonly [name: string, content: string | Blob, type?: string];

function formOf(message: string, items: readonly Item[]): FormData {
  const form = new FormData();
  form.append("message", message);
  for (const [name, content, type = ""] of items) form.append("files", new File([content], name, { type }));
  return form;
}

const upload = (harness: Harness, as: string, items: readonly Item[], message = "What is in my files?") =>
  harness.send("/api/v1/tasks", { as, form: formOf(message, items), headers: { "x-parley-pacing": "instant" } });

async function listOf(harness: Harness, as: string, id: string) {
  const { body } = await harness.send(`/api/v1/tasks/${id}/artifacts`, { as });
  return body.data.files;
}

const download = (harness: Harness, as: string, id: string, path: string) =>
  harness.fetch(`/api/v1/tasks/${id}/artifacts/download?path=${encodeURIComponent(path)}`, { as });

interface ZipItem {
  readonly path: string;
  readonly text?: string;
  readonly options?: object;
}

async function zipOf(items: readonly ZipItem[]): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter("application/zip"), { useWebWorkers: false });
  for (const { path, text = "", options } of items) await writer.add(path, new TextReader(text), options);
  return writer.close();
}

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

test("a ZIP file is unpacked with its folders, in a first message and in a later one", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const zip = await zipOf([
    { path: "shop/", options: { directory: true } },
    { path: "shop/prices.md", text: "A lamp is 89 euros." },
    { path: "read me.txt", text: "Nothing to see." },
  ]);
  const { body } = await upload(harness, as, [["shop.zip", zip, "application/zip"]]);
  const { id } = body.data;
  await harness.stream(as, id);
  const headers = { "x-parley-pacing": "instant" };
  const form = formOf("How much is a lamp?", [["again.zip", zip]]);
  expect((await harness.send(`/api/v1/tasks/${id}/messages`, { as, form, headers })).status).toBe(200);
  await harness.stream(as, id);
  expect((await listOf(harness, as, id)).map(({ path }: { path: string }) => path)).toEqual([
    "uploads/read me-2.txt",
    "uploads/read me.txt",
    "uploads/shop/prices-2.md",
    "uploads/shop/prices.md",
  ]);
  expect(await (await download(harness, as, id, "uploads/shop/prices.md")).text()).toBe("A lamp is 89 euros.");
  const { body: history } = await harness.send(`/api/v1/tasks/${id}/history`, { as });
  expect(history.data.messages[3].content).toContain("89 euros");
});

test.each<readonly [string, readonly ZipItem[]]>([
  ["leads out", [{ path: "../outside.txt" }]],
  ["leads out in the middle", [{ path: "a/../../outside.txt" }]],
  ["begins at the root", [{ path: "/etc/passwd" }]],
  ["has a backslash", [{ path: "..\\outside.txt" }]],
  ["has a drive", [{ path: "C:/outside.txt" }]],
  ["is a link", [{ path: "link", text: "/etc/passwd", options: { unixMode: 0o120777 } }]],
  ["is encrypted", [{ path: "secret.txt", text: "x", options: { password: "secret" } }]],
])("a ZIP file with an entry that %s is refused", async (_name, items) => {
  const harness = createHarness();
  const as = await harness.token();
  const before = await harness.blobs.list("default");
  const zip = await zipOf([{ path: "good.txt", text: "good" }, ...items]);
  const { status, body } = await upload(harness, as, [
    ["first.txt", "x"],
    ["bad.zip", zip],
  ]);
  expect([status, body.error.code]).toEqual([400, "VALIDATION_ERROR"]);
  expect(await harness.blobs.list("default")).toEqual(before);
  expect(harness.errors).toEqual([]);
});

test("a ZIP file that is none, or whose bytes are not what it says, is refused", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const before = await harness.blobs.list("default");
  const zip = new Uint8Array(await (await zipOf([{ path: "a.txt", text: "abc".repeat(1_000) }])).arrayBuffer());
  const broken = zip.slice();
  broken.fill(0, 45, 60);
  for (const content of ["not a zip", new Blob([zip.subarray(0, zip.length - 30)]), new Blob([broken])]) {
    const { status, body } = await upload(harness, as, [["broken.zip", content]]);
    expect([status, body.error.code]).toEqual([400, "VALIDATION_ERROR"]);
  }
  expect(await harness.blobs.list("default")).toEqual(before);
  expect(harness.errors).toEqual([]);
});

test("a ZIP file with too much in it is refused before it is unpacked", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const many = await zipOf(Array.from({ length: 1_001 }, (_, index) => ({ path: `${index}.txt` })));
  expect((await upload(harness, as, [["many.zip", many]])).status).toBe(413);
  const bomb = await claim(await zipOf([{ path: "zeros.bin", text: "0".repeat(10_000) }]), 300_000_000);
  const { status, body } = await upload(harness, as, [["bomb.zip", bomb]]);
  expect([status, body.error.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
});

test("a ZIP file with more in it than it says is refused", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const before = await harness.blobs.list("default");
  const liar = await claim(await zipOf([{ path: "zeros.bin", text: "0".repeat(100_000) }]), 10);
  const { status } = await upload(harness, as, [["liar.zip", liar]]);
  expect([400, 413]).toContain(status);
  expect(await harness.blobs.list("default")).toEqual(before);
});

/** Lets the directory of a ZIP file say that its first file has that many bytes. */
async function claim(zip: Blob, size: number): Promise<Blob> {
  const bytes = new Uint8Array(await zip.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const directory = [...bytes.keys()].find((offset) => view.getUint32(offset, true) === 0x02014b50) ?? 0;
  view.setUint32(directory + 24, size, true);
  return new Blob([bytes]);
}
