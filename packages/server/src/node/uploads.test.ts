/** Files that a client uploads, from its socket to the handler. */

import { existsSync, readdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { serveGolden } from "../__fixtures__/golden.ts";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw } from "../__fixtures__/raw-client.ts";

const size = 3_000_000;
const content = Buffer.from("0123456789".repeat(size / 10));
const beginning = [
  '--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nAtlas\r\n',
  '--b\r\ncontent-disposition: form-data; name="cover"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n',
].join("");
const end = "\r\n--b--\r\n";
const head = [
  "POST /uploads HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ada\r\nconnection: close\r\n",
  "content-type: multipart/form-data; boundary=b\r\n",
  `content-length: ${beginning.length + size + end.length}\r\n\r\n`,
].join("");

/** Folders of uploads on this machine. */
const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("parley-uploads-"));

test("a large file is on disk while its request is answered, and gone with the answer [server.upload.memory]", async () => {
  const others = await folders();
  const found: unknown[] = [];
  let path = "";
  const { fetch } = serveGolden({
    uploadFiles: async ({ body: { cover, title } }) => {
      const [folder = ""] = (await folders()).filter((name) => !others.includes(name));
      path = `${tmpdir()}/${folder}/1`;
      const file = cover as File; // as the server makes it
      found.push(title, file.name, file.type, file.size, existsSync(path));
      let length = 0;
      function write(bytes: Uint8Array): void {
        length += bytes.length;
      }
      await file.stream().pipeTo(new WritableStream({ write }));
      found.push(length, Buffer.from(await file.slice(size - 4).arrayBuffer()).toString());
      return { status: 204 };
    },
  });
  const host = await start(fetch);
  const client = await connectRaw(host.port, head);
  for (const part of [beginning, content, end]) client.socket.write(part);
  expect(answersOf(await client.closed)).toMatchObject([{ status: 204 }]);
  expect(found).toEqual(["Atlas", "a.png", "image/png", size, true, size, "6789"]);
  await until(() => !existsSync(path));
  await host.close();
  expect((await folders()).filter((name) => !others.includes(name))).toEqual([]);
});

test("a large file that breaks off leaves nothing behind [server.upload.aborted] [server.upload.memory]", async () => {
  const others = await folders();
  const { fetch, seen } = serveGolden();
  const host = await start(fetch);
  const client = await connectRaw(host.port, head);
  client.socket.write(beginning);
  client.socket.write(content.subarray(0, size / 2));
  let own: string | undefined;
  const filesOf = async () => (own === undefined ? [] : readdir(`${tmpdir()}/${own}`));
  while ((await filesOf()).length === 0) own = (await folders()).find((name) => !others.includes(name));
  client.socket.destroy();
  await untilIdle(host);
  while ((await filesOf()).length > 0);
  expect(seen).toEqual({});
});

test("a receiver gets a file while the rest of it has yet to be sent, and says what the handler gets", async () => {
  const received: unknown[] = [];
  const { fetch, seen } = serveGolden(
    {},
    {
      receiveFile: (file, { operation, requestId }) => {
        received.push({ ...file, operation: operation.id, requestId });
        let length = 0;
        return {
          write: (bytes) => {
            length += bytes.length;
            if (received.length === 1) received.push("bytes");
          },
          end: () => new File([String(length)], "stored"),
          cancel() {},
        };
      },
    },
  );
  const { port } = await start(fetch);
  const client = await connectRaw(port, head);
  client.socket.write(beginning);
  client.socket.write(content.subarray(0, 100_000));
  await until(() => received.length === 2);
  expect(seen).toEqual({});
  client.socket.write(content.subarray(100_000));
  client.socket.write(end);
  expect(answersOf(await client.closed)).toMatchObject([{ status: 204 }]);
  expect(received).toEqual([
    { field: "cover", name: "a.png", type: "image/png", operation: "uploadFiles", requestId: "id-1" },
    "bytes",
  ]);
  expect(await seen.uploadFiles?.body?.cover.text()).toBe(String(size));
});

test("a receiver is told when its file is refused", async () => {
  const log: string[] = [];
  const { fetch } = serveGolden(
    {},
    {
      limits: { file: 1_000 },
      receiveFile: () => ({
        write() {},
        end: () => new File([], ""),
        cancel: () => void log.push("cancelled"),
      }),
    },
  );
  const { port } = await start(fetch);
  const client = await connectRaw(port, head);
  client.socket.write(beginning);
  client.socket.write(content);
  client.socket.write(end);
  await client.until("HTTP/1.1 413");
  expect(log).toEqual(["cancelled"]);
  client.socket.destroy();
});

test("many large files of one request are gone with its answer, and Node has no warning about them", async () => {
  const others = await folders();
  const warnings: Error[] = [];
  const hear = (warning: Error) => void warnings.push(warning);
  process.on("warning", hear);
  const { fetch } = serveGolden({ uploadFiles: async () => ({ status: 204 }) });
  const host = await start(fetch);
  const form = new FormData();
  form.append("title", "Atlas");
  for (const field of ["cover", ...Array<string>(12).fill("pages")]) {
    form.append(field, new File([content.subarray(0, 300_000)], "a.png", { type: "image/png" }));
  }
  const headers = { authorization: "Bearer ada" };
  const { status } = await globalThis.fetch(`${host.url}/uploads`, { method: "POST", headers, body: form });
  expect(status).toBe(204);
  const [folder = ""] = (await folders()).filter((name) => !others.includes(name));
  await until(() => readdirSync(`${tmpdir()}/${folder}`).length === 0);
  await host.close();
  process.off("warning", hear);
  expect(warnings).toEqual([]);
});
