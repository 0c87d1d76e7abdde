import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serveGolden } from "../__fixtures__/golden.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { parseMultipart } from "./multipart.ts";
import type { PartHeader } from "./part-header.ts";
import { readChunks } from "./read-bytes.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The parts, each when it is complete; one that breaks off is none. */
async function* join(pieces: AsyncIterable<PartHeader | Uint8Array>) {
  let part: { header: PartHeader; bytes: Uint8Array } | undefined;
  for await (const piece of pieces) {
    if (part && piece instanceof Uint8Array) part.bytes = Buffer.concat([part.bytes, piece]);
    else if (!(piece instanceof Uint8Array)) {
      if (part) yield part;
      part = { header: piece, bytes: new Uint8Array() };
    }
  }
  if (part) yield part;
}

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
  yield bytes.subarray(start);
}

/** The parts of a text as `name filename type: content`, or the refusal. */
async function read(text: string, limits: Partial<Limits> = {}, sizes: readonly number[] = []): Promise<string[]> {
  const parts: string[] = [];
  try {
    const pieces = parseMultipart(cut(encoder.encode(text), sizes), "b", { ...defaultLimits, ...limits });
    for await (const { header, bytes } of join(pieces)) {
      const { name, filename = "-", contentType = "-" } = header;
      parts.push(`${name} ${filename} ${contentType}: ${decoder.decode(bytes)}`);
    }
  } catch (error) {
    parts.push(error instanceof Error ? error.message : String(error));
  }
  return parts;
}

const field = (disposition: string, content = "x", more = "") =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n${content}\r\n`;

describe("parts", () => {
  test.each([
    ["one", `${field('name="a"')}--b--\r\n`, ["a - -: x"]],
    ["two", `${field('name="a"')}${field('name="b"')}--b--`, ["a - -: x", "b - -: x"]],
    ["none", "--b--\r\n", []],
    ["an empty one", `${field('name="a"', "")}--b--`, ["a - -: "]],
    ["one without content", `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n--b--`, ["a - -: "]],
    [
      "a file",
      `${field('name="a"; filename="c.txt"', "x", "content-type: text/plain\r\n")}--b--`,
      ["a c.txt text/plain: x"],
    ],
    ["text before and after", `before\r\n${field('name="a"')}--b--\r\nafter`, ["a - -: x"]],
    ["blanks behind a delimiter", `--b \t\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--`, ["a - -: x"]],
    [
      "what looks like a delimiter",
      `${field('name="a"', "x\r\n--bc\r\n--b x\r\n-")}--b--`,
      ["a - -: x\r\n--bc\r\n--b x\r\n-"],
    ],
    [
      "escaped names [server.upload.filename]",
      `${field('name="a%22\\"b"; filename="ä.txt"')}--b--`,
      ['a""b ä.txt -: x'],
    ],
    [
      "a path for a file name [server.upload.filename]",
      `${field('name="a"; filename="../../etc\\\\passwd"')}--b--`,
      ["a passwd -: x"],
    ],
  ])("%s", async (_name, text, expected) => {
    expect(await read(text)).toEqual(expected);
  });
});

describe("broken forms are refused:", () => {
  const header = "The multipart form has a part with a broken header";
  test.each([
    ["nothing", "", "The multipart form has no delimiter"],
    ["no end", field('name="a"'), "The multipart form has no end"],
    ["a cut end", `${field('name="a"')}--b-`, "The multipart form has no end"],
    ["another boundary", "--c\r\n\r\n--c--", "The multipart form has no delimiter"],
    ["no name", `${field('filename="a"')}--b--`, header],
    ["two names", `${field('name="a"; name="b"')}--b--`, header],
    ["no form-data", '--b\r\nContent-Disposition: attachment; name="a"\r\n\r\nx\r\n--b--', header],
    ["two dispositions", `${field('name="a"', "x", 'Content-Disposition: form-data; name="b"\r\n')}--b--`, header],
    ["a folded line", `${field('name="a"', "x", " folded\r\n")}--b--`, header],
    ["a dot segment for a file name [server.upload.filename]", `${field('name="a"; filename="x/.."')}--b--`, header],
    ["a line end in a name [server.upload.filename]", `${field('name="a%0d%0a"')}--b--`, header],
    ["a broken type", `${field('name="a"', "x", "Content-Type: text\r\n")}--b--`, header],
    [
      "a prototype [server.input.prototype]",
      `${field('name="__proto__"')}--b--`,
      "body as a whole has a name that is not allowed",
    ],
  ])("%s [server.upload.multipart]", async (_name, text, expected) => {
    expect(await read(text)).toEqual([expected]);
  });
});

describe("limits hold for", () => {
  const two = `${field('name="a"')}${field('name="b"')}--b--`;
  test.each([
    ["parts", two, { parts: 1 }, ["The multipart form has more than 1 parts"]],
    ["names", `${field('name="abc"')}--b--`, { name: 2 }, ["The multipart form has a name over 2 characters"]],
    ["text", `${field('name="a"', "abc")}--b--`, { text: 2 }, ["The multipart form has a part over 2 bytes"]],
    [
      "files",
      `${field('name="a"; filename="f"', "abc")}--b--`,
      { file: 2 },
      ["The multipart form has a part over 2 bytes"],
    ],
    [
      "headers",
      `${field('name="a"', "x", `x: ${"y".repeat(99)}\r\n`)}--b--`,
      { partHeader: 64 },
      ["The multipart form has a header over 64 bytes"],
    ],
    [
      "headers without an end",
      `--b\r\n${"y".repeat(99)}`,
      { partHeader: 64 },
      ["The multipart form has a header over 64 bytes"],
    ],
    ["blanks", `--b${" ".repeat(99)}`, { partHeader: 64 }, ["The multipart form has a delimiter without an end"]],
  ])("%s [server.upload.multipart]", async (_name, text, limits, expected) => {
    expect(await read(text, limits)).toEqual(expected);
    expect(
      await read(
        text,
        limits,
        [...text].map(() => 1),
      ),
    ).toEqual(expected);
  });
});

test("a part's header full of blanks takes no longer than any other [server.input.linear-time]", async () => {
  const blanks = " ".repeat(8_000);
  const parts = Array.from({ length: 100 }, () => field('name="a"', "x", `x: a${blanks}b\r\n`));
  expect(await read(`${parts.join("")}--b--`)).toHaveLength(100);
});

test.each(["", "b".repeat(71), "b".repeat(10_240), "ä", "b "])(
  "the boundary %.20j is refused [server.upload.multipart]",
  async (boundary) => {
    const parts = parseMultipart(cut(encoder.encode("--b--"), []), boundary, defaultLimits);
    await expect(parts.next()).rejects.toThrow("The multipart form has no usable boundary");
  },
);

test("parts are the same however the bytes are cut", async () => {
  const content = fc.string({
    unit: fc.constantFrom("\r", "\n", "-", "b", "a", " ", "\r\n--b", "\r\n--bx"),
    maxLength: 24,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { maxLength: 4 }),
      fc.array(fc.nat({ max: 9 }), { maxLength: 80 }),
      async (texts, sizes) => {
        const form = texts.map((text, index) => field(`name="${index}"`, text)).join("");
        const whole = await read(`${form}--b--\r\n`);
        expect(await read(`${form}--b--\r\n`, {}, sizes)).toEqual(whole);
      },
    ),
    { seed: 20260101, numRuns: 500 },
  );
});

test("what a form has is what was put in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), async (files) => {
      const form = new FormData();
      for (const bytes of files) form.append("file", new File([new Uint8Array(bytes)], "f.bin"));
      const request = new Request("https://golden.test", { method: "POST", body: form });
      const boundary = request.headers.get("content-type")?.split("boundary=")[1] ?? "";
      const found: number[][] = [];
      for await (const part of join(parseMultipart(readChunks(request, 10_000), boundary, defaultLimits)))
        found.push([...part.bytes]);
      expect(found).toEqual(files.map((bytes) => [...bytes]));
    }),
    { seed: 20260101, numRuns: 100 },
  );
});

describe("the fields of a form", () => {
  async function send(entries: readonly (readonly [string, string | File])[]): Promise<unknown> {
    const { fetch, seen } = serveGolden();
    const body = new FormData();
    for (const [name, value] of entries) body.append(name, value);
    const headers = { authorization: "Bearer ada" };
    const response = await fetch(new Request("https://golden.test/uploads", { method: "POST", body, headers }));
    return seen.uploadFiles?.body ?? ((await response.json()) as { message: string }).message;
  }
  const file = (name: string) => new File(["x"], name, { type: "image/png" });

  test("are text, files, and lists of files, even of one", async () => {
    const { fetch, seen } = serveGolden();
    const body = new FormData();
    body.append("title", "Ätlas");
    body.append("cover", file("cover.png"));
    body.append("pages", file("1.png"));
    const headers = { authorization: "Bearer ada" };
    await fetch(new Request("https://golden.test/uploads", { method: "POST", body, headers }));
    const { title, cover, pages } = seen.uploadFiles?.body ?? {};
    expect(title).toBe("Ätlas");
    expect(cover).toMatchObject({ name: "cover.png", type: "image/png", size: 1 });
    expect(pages).toMatchObject([{ name: "1.png", type: "image/png", size: 1 }]);
  });

  test.each([
    [
      "a file twice",
      [
        ["title", "a"],
        ["cover", file("a")],
        ["cover", file("b")],
      ],
      "invalid: body /cover is given more than once",
    ],
    [
      "text for a file",
      [
        ["title", "a"],
        ["cover", "b"],
      ],
      "invalid: body /cover must be a file, is text",
    ],
    [
      "a file for text",
      [
        ["title", file("a")],
        ["cover", file("a")],
      ],
      "invalid: body /title must be text, is file",
    ],
    ["no file", [["title", "a"]], "invalid: body /cover is missing"],
    ["a NUL [server.input.nul]", [["title", "\0"]], "malformed: body /title has a NUL character"],
  ] as const)("refuse %s [server.upload.fields]", async (_name, entries, expected) => {
    expect(await send(entries)).toBe(expected);
  });
});
