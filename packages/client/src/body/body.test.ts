import { describe, expect, test } from "vitest";
import { encodeBody } from "./body.ts";

const url = "https://things.example";

async function encode(value: unknown, mediaType: string): Promise<Request> {
  const { body, contentType } = await encodeBody(value, mediaType).open(url);
  return new Request(url, { method: "POST", body, headers: contentType ? { "content-type": contentType } : {} });
}

describe("texts", () => {
  test.each<[string, unknown, string, string]>([
    ["JSON", { a: [1, null], b: undefined }, "application/json", '{"a":[1,null]}'],
    ["JSON of a kind", { a: 1 }, "application/merge-patch+json", '{"a":1}'],
    ["JSON text", "a", "application/json", '"a"'],
    [
      "form",
      { a: "b c", list: [1, 2], object: { x: 1 }, none: undefined, nil: null },
      "application/x-www-form-urlencoded",
      "a=b+c&list=1&list=2&object=%7B%22x%22%3A1%7D",
    ],
    ["anything else as it is", "a,b", "text/csv", "a,b"],
  ])("%s", async (_name, value, mediaType, expected) => {
    const request = await encode(value, mediaType);
    expect(request.headers.get("content-type")).toBe(mediaType);
    expect(await request.text()).toBe(expected);
  });
});

test("multipart", async () => {
  const request = await encode(
    {
      text: "a",
      number: 1,
      object: { x: 1 },
      none: undefined,
      nil: null,
      files: [new Blob(["one"], { type: "text/plain" }), new File(["two"], "two.txt")],
    },
    "multipart/form-data",
  );
  expect(request.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
  const form = await request.formData();
  const fields = [...form].map(([name, item]) => [name, item instanceof File ? [item.name, item.type] : item]);
  expect(fields).toEqual([
    ["text", "a"],
    ["number", "1"],
    ["object", '{"x":1}'],
    ["files", ["file", "text/plain"]],
    ["files", ["two.txt", "application/octet-stream"]],
  ]);
});

describe("whether a body can be sent again", () => {
  test.each<[string, unknown, string, boolean]>([
    ["JSON", {}, "application/json", true],
    ["bytes", new Uint8Array(1), "application/octet-stream", true],
    ["a Blob", new Blob(["a"]), "application/octet-stream", true],
    ["a stream", new ReadableStream(), "application/octet-stream", false],
  ])("%s", (_name, value, mediaType, expected) => {
    expect(encodeBody(value, mediaType).isReplayable).toBe(expected);
  });
});

test.each([{ file: new Blob() }, { files: [new Blob()] }])(
  "a file makes a form of what would be JSON, where it would be lost",
  async (value) => {
    expect((await encodeBody(value, "application/json").open(url)).body).toBeInstanceOf(FormData);
  },
);
