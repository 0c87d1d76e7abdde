import { describe, expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/platform.ts";
import { uploadDocument } from "./documents.ts";

const store = "chatzy-kb-store.s3.us-east-1.amazonaws.com";
const fields = { "Content-Type": "application/pdf", key: "icons/3fa1", Policy: "p", "X-Amz-Signature": "s" };
const form = () => json({ data: { url: { url: `https://${store}/`, fields } } });
const pdf = new File(["%PDF"], "booking.pdf", { type: "application/pdf" });

test("the form has the fields first and the file last, and gives the document", async () => {
  const platform = createPlatform({
    "/generate_presigned_url_no_auth": form,
    [store]: () => new Response(null, { status: 204 }),
  });
  expect(await uploadDocument(platform.chatzy, pdf, { headers: { "x-own": "1" } })).toEqual({
    fileName: "booking.pdf",
    mimeType: "application/pdf",
    s3Url: "https://chatzy-kb-store.s3.amazonaws.com/icons/3fa1",
  });
  expect(platform.asked).toEqual(["GET /generate_presigned_url_no_auth?file_type=application%2Fpdf", "POST /"]);
  const [, request] = platform.requests;
  expect([...((await request?.formData()) ?? [])]).toEqual([
    ["Content-Type", "application/pdf"],
    ["key", "icons/3fa1"],
    ["Policy", "p"],
    ["X-Amz-Signature", "s"],
    ["file", expect.objectContaining({ name: "booking.pdf", type: "application/pdf", size: 4 })],
  ]);
  expect(request?.headers.get("x-own")).toBeNull();
});

test("a signed address with path and query is kept", async () => {
  const platform = createPlatform({
    "/generate_presigned_url_no_auth": () =>
      json({ data: { url: { url: "https://store.parley.dev/put?v=1", fields } } }),
    "store.parley.dev": () => new Response(null, { status: 204 }),
  });
  await uploadDocument(platform.chatzy, pdf);
  expect(platform.asked[1]).toBe("POST /put?v=1");
});

test("a Blob is stored under the name and type that are given", async () => {
  const platform = createPlatform({
    "/generate_presigned_url_no_auth": form,
    [store]: () => new Response(null, { status: 204 }),
  });
  const options = { fileName: "a.txt", mimeType: "text/plain" };
  expect(await uploadDocument(platform.chatzy, new Blob(["a"]), options)).toMatchObject(options);
});

describe("a document is refused before anything is sent", () => {
  const limit = 2 * 1024 * 1024;
  test.each([
    {
      name: "too large",
      file: new File([new Uint8Array(limit + 1)], "a", { type: "a/b" }),
      code: "document_too_large",
    },
    { name: "without a name", file: new Blob(["a"], { type: "a/b" }), code: "document_without_name" },
    { name: "without a type", file: new File(["a"], "a"), code: "document_without_type" },
  ])("$name", async ({ file, code }) => {
    const platform = createPlatform({});
    await expect(uploadDocument(platform.chatzy, file)).rejects.toMatchObject({ name: "UsageError", code });
    expect(platform.asked).toEqual([]);
  });
});

describe("a store that does not answer 204 has not stored", () => {
  test.each([
    {
      answer: () => new Response("<Error><Code>EntityTooLarge</Code></Error>", { status: 400 }),
      error: { name: "BadRequestError", code: "EntityTooLarge", status: 400 },
    },
    {
      answer: () =>
        new Response("<Error><Code>AccessDenied</Code></Error>", {
          status: 403,
          headers: { "content-type": "application/xml" },
        }),
      error: {
        name: "PermissionError",
        code: "AccessDenied",
        message: "storeDocument was refused with 403 AccessDenied",
      },
    },
    { answer: () => new Response("ok"), error: { name: "ProtocolError", code: "undocumented_status" } },
  ])("$error.code", async ({ answer, error }) => {
    const platform = createPlatform({ "/generate_presigned_url_no_auth": form, [store]: answer });
    await expect(uploadDocument(platform.chatzy, pdf)).rejects.toMatchObject(error);
  });

  test("and is asked again when it was busy", async () => {
    const platform = createPlatform({
      "/generate_presigned_url_no_auth": form,
      [store]: [() => new Response(null, { status: 503 }), () => new Response(null, { status: 204 })],
    });
    await uploadDocument(platform.chatzy, pdf);
    expect(platform.asked).toHaveLength(3);
  });
});
