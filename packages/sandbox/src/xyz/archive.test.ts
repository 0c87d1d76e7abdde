/** ZIP files that come with messages, good and bad ones. */

import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { createHarness } from "./testing/harness.ts";
import { download, formOf, listOf, upload } from "./testing/uploads.ts";

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
