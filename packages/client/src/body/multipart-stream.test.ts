import { describe, expect, onTestFinished, test, vi } from "vitest";
import { encodeBody } from "./body.ts";
import { type StreamPart, streamMultipart, type UploadProgress } from "./multipart-stream.ts";

const secure = "https://things.example";
const plain = "http://127.0.0.1";

function streamOf(...texts: string[]): ReadableStream<Uint8Array> {
  const chunks = texts.map((text) => new TextEncoder().encode(text));
  return new ReadableStream({
    pull: (controller) => {
      const next = chunks.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
}

async function open(fields: object, url = secure, onProgress?: (progress: UploadProgress) => void) {
  const encoded = encodeBody(streamMultipart(fields, onProgress && { onProgress }), "multipart/form-data");
  const { body, contentType } = await encoded.open(url);
  return { body, contentType, isReplayable: encoded.isReplayable };
}

test("the bytes of every kind of part", async () => {
  const { body, contentType } = await open({
    text: "a\nb\r\nc\rd",
    number: 1,
    object: { x: 1 },
    none: undefined,
    nil: null,
    'na"me\r\n': "a",
    files: [new Blob(["one"], { type: "text/plain" }), new File(["two"], 'two".txt')],
    stream: { stream: streamOf("th", "ree"), filename: "three\n.bin", type: "a/b\r\nx: y" },
  });
  const boundary = contentType?.replace("multipart/form-data; boundary=", "") ?? "";
  expect(boundary).toMatch(/^parley-[0-9a-f]+$/);
  const text = await new Response(body).text();
  expect(text.replaceAll(boundary, "BOUNDARY").split("\r\n")).toEqual([
    "--BOUNDARY",
    'content-disposition: form-data; name="text"',
    "",
    "a",
    "b",
    "c",
    "d",
    "--BOUNDARY",
    'content-disposition: form-data; name="number"',
    "",
    "1",
    "--BOUNDARY",
    'content-disposition: form-data; name="object"',
    "",
    '{"x":1}',
    "--BOUNDARY",
    'content-disposition: form-data; name="na%22me%0D%0A"',
    "",
    "a",
    "--BOUNDARY",
    'content-disposition: form-data; name="files"; filename="file"',
    "content-type: text/plain",
    "",
    "one",
    "--BOUNDARY",
    'content-disposition: form-data; name="files"; filename="two%22.txt"',
    "content-type: application/octet-stream",
    "",
    "two",
    "--BOUNDARY",
    'content-disposition: form-data; name="stream"; filename="three%0A.bin"',
    "content-type: a/bx: y",
    "",
    "three",
    "--BOUNDARY--",
    "",
  ]);
});

describe("progress", () => {
  test.each<[string, Partial<StreamPart>, boolean]>([
    ["with a size", { size: 5 }, true],
    ["without a size", {}, false],
  ])("of a stream %s", async (_name, part, isTotalKnown) => {
    const steps: UploadProgress[] = [];
    const { body } = await open({ file: { stream: streamOf("th", "ree"), filename: "a", ...part } }, secure, (step) =>
      steps.push(step),
    );
    const { length } = await new Response(body).text();
    const head = length - "three".length - `\r\n--parley-${"0".repeat(32)}--\r\n`.length;
    const sizes = steps.map(({ sent }) => sent);
    expect(sizes[0]).toBe(0);
    expect(sizes).toHaveLength(6);
    expect((sizes[3] ?? 0) - (sizes[1] ?? 0)).toBe(5);
    expect(Math.abs((sizes[1] ?? 0) - head)).toBeLessThan(32);
    expect(sizes.at(-1)).toBe(length);
    expect(new Set(steps.map(({ total }) => total))).toEqual(new Set([isTotalKnown ? length : undefined]));
  });

  test("waits for the runtime: nothing is read ahead of it", async () => {
    const steps: UploadProgress[] = [];
    const { body } = await open({ file: new Blob(["a"]) }, secure, (step) => steps.push(step));
    const reader = (body as ReadableStream<Uint8Array>).getReader(); // no form, as this runtime takes streams
    await reader.read();
    expect(steps.length).toBeLessThanOrEqual(2);
    await reader.cancel();
  });
});

describe("whether it can be sent again", () => {
  test("not with a stream", async () => {
    expect((await open({ file: { stream: streamOf("a"), filename: "a" } })).isReplayable).toBe(false);
  });

  test("with a Blob, from its beginning", async () => {
    const encoded = encodeBody(streamMultipart({ file: new Blob(["one"]) }), "multipart/form-data");
    expect(encoded.isReplayable).toBe(true);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { body, contentType = "" } = await encoded.open(secure);
      const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
      expect(await (form.get("file") as File).text()).toBe("one"); // a part with a name
    }
  });
});

test("cancelling it cancels the stream that is being sent and those behind it", async () => {
  const reasons: string[] = [];
  const streamNamed = (name: string) =>
    new ReadableStream<Uint8Array>({ cancel: (reason) => void reasons.push(`${name} ${reason}`) });
  const { body } = await open({
    files: [
      { stream: streamNamed("one"), filename: "one" },
      { stream: streamNamed("two"), filename: "two" },
    ],
  });
  const reader = (body as ReadableStream<Uint8Array>).getReader(); // no form, as this runtime takes streams
  await reader.read();
  const waiting = reader.read();
  await reader.cancel("enough");
  await waiting;
  expect(reasons).toEqual(["one enough", "two enough"]);
});

describe("a runtime that cannot send streams", () => {
  const fields = () => ({ name: "a", file: { stream: streamOf("th", "ree"), filename: "three", type: "text/plain" } });

  async function expectForm(url: string): Promise<void> {
    const steps: UploadProgress[] = [];
    const { body, contentType } = await open(fields(), url, (step) => steps.push(step));
    expect(contentType).toBeUndefined();
    expect(body).toBeInstanceOf(FormData);
    const form = body as FormData; // looked at above
    const file = form.get("file") as File; // a part with a name
    expect([form.get("name"), file.name, file.type, await file.text()]).toEqual(["a", "three", "text/plain", "three"]);
    expect(steps).toEqual([]);
  }

  test("a browser on plain http gets a form", async () => {
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0" });
    onTestFinished(() => void vi.unstubAllGlobals());
    await expectForm(plain);
    expect((await open(fields())).body).toBeInstanceOf(ReadableStream);
  });

  test("other runtimes send streams on plain http", async () => {
    expect((await open(fields(), plain)).body).toBeInstanceOf(ReadableStream);
  });

  test.each<[string, typeof Request]>([
    [
      "that knows no streams as bodies",
      class extends Request {
        constructor(url: string, { method }: RequestInit) {
          super(url, { method: method ?? "GET", body: "[object ReadableStream]" });
        }
      } as typeof Request, // enough of it
    ],
    [
      "that ignores duplex",
      class extends Request {
        constructor(url: string, { method }: RequestInit) {
          super(url, { method: method ?? "GET" });
        }
      } as typeof Request, // enough of it
    ],
  ])("one %s gets a form", async (_name, OtherRequest) => {
    vi.stubGlobal("Request", OtherRequest);
    onTestFinished(() => void vi.unstubAllGlobals());
    await expectForm(secure);
  });
});
