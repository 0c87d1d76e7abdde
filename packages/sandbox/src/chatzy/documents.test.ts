import { afterEach, beforeEach, expect, test } from "vitest";
import { createTested, replyOf, start, type Tested } from "./__fixtures__/client.ts";
import { ask, startConversation } from "./__fixtures__/flows.ts";
import { demo } from "./demo.ts";

let tested: Tested;
beforeEach(() => {
  tested = createTested();
});
afterEach(() => {
  expect(tested.incidents).toEqual([]);
});

interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

async function presign(file_type: string, init: RequestInit = {}): Promise<UploadForm> {
  const { body } = await tested.get("/generate_presigned_url_no_auth", { file_type }, init);
  return body.data.url;
}

async function upload(
  { url, fields }: UploadForm,
  content: BlobPart | undefined,
): Promise<[number, string | undefined]> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (content !== undefined) form.set("file", new File([content], "notes.txt"));
  // As bytes, as hosts have them: Node fails when the body that it makes of a form is not read to its end.
  const encoded = new Response(form);
  const { headers } = encoded;
  const body = await encoded.arrayBuffer();
  const response = await tested.sandbox.fetch(new Request(url, { method: "POST", headers, body }));
  return [response.status, /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]];
}

test("a form has the fields of the vendor's sample and an address of the sandbox", async () => {
  const { url, fields } = await presign("application/pdf");
  expect(url).toBe("http://sandbox.test/chatzy/chatzy-kb-store/default/");
  expect(fields).toEqual({
    "Content-Type": "application/pdf",
    bucket: "chatzy-kb-store",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "SANDBOX/20260202/us-east-1/s3/aws4_request",
    "X-Amz-Date": "20260202T090000Z",
    "X-Amz-Security-Token": "sandbox",
    key: expect.stringMatching(/^icons\/[\da-f-]{36}$/),
    Policy: expect.any(String),
    "X-Amz-Signature": expect.stringMatching(/^[\da-f]{64}$/),
  });
  expect(JSON.parse(atob(fields.Policy ?? ""))).toMatchObject({
    expiration: new Date(start + 5 * 60_000).toISOString(),
    conditions: expect.arrayContaining([{ key: fields.key }, ["content-length-range", 0, 2_097_152]]),
  });
});

test("a file that was uploaded is what the agent talks about, in this message and the next", async () => {
  const form = await presign("text/plain");
  expect(await upload(form, "The crate contains a telescope and two lenses. It weighs nine kilograms.")).toEqual([
    204,
    undefined,
  ]);
  const conversation = await startConversation(tested);
  const documents = [
    {
      file_name: "crate.txt",
      mime_type: "text/plain",
      s3_url: `https://chatzy-kb-store.s3.amazonaws.com/${form.fields.key}`,
    },
  ];
  const asked = "What does the crate contain besides a telescope?";
  expect(replyOf(await ask(tested, conversation, asked, { documents })).text).toContain("telescope and two lenses");
  const later = replyOf(await ask(tested, conversation, "How many kilograms is that?"));
  expect(later.text).toContain("nine kilograms");
});

test.each([
  ["as the vendor prints the address, without a slash", `https://chatzy-kb-store.s3.amazonaws.com${demo.document}`],
  ["with the slash", `https://chatzy-kb-store.s3.amazonaws.com/${demo.document}`],
])("a file of the demo world is found %s", async (_name, s3_url) => {
  const documents = [{ file_name: "document.pdf", mime_type: "application/pdf", s3_url }];
  const reply = await ask(tested, demo.conversation, "Which seat is in the document?", { documents });
  expect(replyOf(reply).text).toContain("document.pdf");
  expect(replyOf(reply).text).toContain("14C");
});

test("a file that nobody uploaded, and one that is no text, cannot be read, and the agent says so", async () => {
  const form = await presign("image/png");
  expect(await upload(form, new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toEqual([204, undefined]);
  for (const s3_url of [
    "https://elsewhere.example/secret",
    `https://chatzy-kb-store.s3.amazonaws.com/${form.fields.key}`,
  ]) {
    const conversation = await startConversation(tested);
    const documents = [{ file_name: "picture.png", mime_type: "image/png", s3_url }];
    const { text, words } = replyOf(await ask(tested, conversation, "What is in the file?", { documents }));
    expect(text).toContain("picture.png");
    expect(words).toEqual(["close_connection"]);
  }
});

test.each([
  [299_999, [204, undefined]],
  [300_000, [403, "AccessDenied"]],
])("a form of %i ms gives %j", async (age, expected) => {
  const form = await presign("text/plain");
  await tested.clock.advance(age);
  expect(await upload(form, "text")).toEqual(expected);
});

test("a file has at most 2 MB", async () => {
  const form = await presign("text/plain");
  expect(await upload(form, new Uint8Array(2_097_152))).toEqual([204, undefined]);
  expect(await upload(form, new Uint8Array(2_097_153))).toEqual([400, "EntityTooLarge"]);
  expect(await upload(form, new Uint8Array(5_000_000))).toEqual([400, "EntityTooLarge"]);
});

test.each<[string, (fields: Readonly<Record<string, string>>) => Record<string, string>, [number, string]]>([
  ["another key", (fields) => ({ ...fields, key: "icons/mine" }), [403, "AccessDenied"]],
  ["another type", (fields) => ({ ...fields, "Content-Type": "text/html" }), [403, "AccessDenied"]],
  ["a field more", (fields) => ({ ...fields, acl: "public-read" }), [403, "AccessDenied"]],
  ["no key", ({ key: _key, ...fields }) => fields, [403, "AccessDenied"]],
  ["no policy", ({ Policy: _policy, ...fields }) => fields, [403, "SignatureDoesNotMatch"]],
  [
    "a policy of its own",
    (fields) => ({ ...fields, Policy: btoa('{"expiration":"2999-01-01T00:00:00Z","conditions":[]}') }),
    [403, "SignatureDoesNotMatch"],
  ],
  ["a wrong signature", (fields) => ({ ...fields, "X-Amz-Signature": "0".repeat(64) }), [403, "SignatureDoesNotMatch"]],
  ["no signature", ({ "X-Amz-Signature": _signature, ...fields }) => fields, [403, "SignatureDoesNotMatch"]],
])("a form with %s stores nothing", async (_name, change, expected) => {
  const form = await presign("text/plain");
  expect(await upload({ ...form, fields: change(form.fields) }, "text")).toEqual(expected);
  expect(await upload(form, undefined)).toEqual([400, "InvalidArgument"]);
  const { collections } = await tested.sandbox.worlds.exportWorld("default");
  expect(collections["chatzy/files"]).toHaveLength(1);
});

test("what is no form is refused, and pages may post", async () => {
  const { url } = await presign("text/plain");
  const fetch = async (init: RequestInit) => tested.sandbox.fetch(new Request(url, init));
  expect((await fetch({ method: "POST", body: "text" })).status).toBe(412);
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  expect((await fetch({ method: "POST", body: "no form", headers })).status).toBe(400);
  expect((await fetch({ method: "GET" })).status).toBe(405);
  const preflight = await fetch({ method: "OPTIONS" });
  expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
});

test("a form is for the world that it was made in", async () => {
  const init = { headers: { "x-parley-world": "other" } };
  const form = await presign("text/plain", init);
  expect(form.url).toContain("/other/");
  const elsewhere = { ...form, url: form.url.replace("/other/", "/default/") };
  expect(await upload(elsewhere, "text")).toEqual([403, "SignatureDoesNotMatch"]);
  expect(await upload({ ...form, url: form.url.replace("/other/", "/nowhere/") }, "text")).toEqual([
    403,
    "SignatureDoesNotMatch",
  ]);
  expect(await upload(form, "text")).toEqual([204, undefined]);
  const { collections } = await tested.sandbox.worlds.exportWorld("other");
  expect(collections["chatzy/files"]).toHaveLength(2);
});

test("a message has at most five documents", async () => {
  const document = {
    file_name: "a.txt",
    mime_type: "text/plain",
    s3_url: "https://chatzy-kb-store.s3.amazonaws.com/icons/a",
  };
  const send = (count: number) =>
    tested.post("/get_inference", {
      chatbot_id: demo.agent,
      conversation_id: demo.conversation,
      messages: { role: "user", content: "Here" },
      documents: Array.from({ length: count }, () => document),
    });
  expect((await send(6)).status).toBe(400);
  expect((await send(5)).status).toBe(200);
});
