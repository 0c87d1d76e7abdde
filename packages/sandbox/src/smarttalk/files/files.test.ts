import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { as, openShop, type Sent, type Shop } from "../__fixtures__/shop.ts";
import { demo, demoCredentials, foreign } from "../seeds/demo-ids.ts";

const { chatModelId, chatInstanceId } = demo;
const attachments = `/api/v1/me/conversations/${chatInstanceId}/attachments`;
const canva = (id: string = demo.visitorChatInstanceId) =>
  `/api/public/chatModel/${chatModelId}/chatInstance/${id}/canva`;
const text = "Care of linen\n\nWash linen at 40 degrees and iron it damp.\n";
const png = await readFile(new URL("../../../../../spec/smarttalk/examples/avatar.png", import.meta.url));

function formOf(content: BlobPart = text, name = "linen.txt", type = "text/plain", purpose?: string): FormData {
  const form = new FormData();
  form.set("file", new File([content], name, { type }));
  if (purpose !== undefined) form.set("purpose", purpose);
  return form;
}

const upload = (shop: Shop, body: FormData, path = attachments, headers: Sent["headers"] = as.oauth) =>
  shop.send(path, { headers, body });

test("a file is taken, worked on, and then something that the assistant can talk about", async () => {
  const shop = openShop();
  const answer = await upload(shop, formOf(text, "linen.txt", "text/plain", "ANALYSIS"));
  expect(answer.status).toBe(202);
  expect(answer.json).toMatchObject({
    success: true,
    canvas: {
      title: "linen",
      status: "PROCESSING",
      fileType: "TEXT",
      purpose: "ANALYSIS",
      size: text.length,
      metadata: { originalName: "linen.txt", mimeType: "text/plain" },
      chunks: [],
    },
    attachment: { id: expect.stringMatching(/^c[a-z\d]{24}$/) },
  });
  const { downloadUrl } = answer.json.canvas as { downloadUrl: string };
  const file = await shop.send(new URL(downloadUrl).pathname);
  expect([file.status, file.text, file.headers.get("content-disposition")]).toEqual([200, text, "attachment"]);
  await shop.clock.advance(2_000);
  const said = await shop.send("/api/chat", {
    headers: as.access,
    json: { chatInstanceId, chatModelId, message: "iron damp linen" },
  });
  expect(said.text).toContain("iron it damp");
});

test("a file becomes knowledge when it is ready, for everybody or for oneself", async () => {
  const shop = openShop();
  const { attachment } = (await upload(shop, formOf())).json as { attachment: { id: string } };
  const promote = (json: object, id = attachment.id) =>
    shop.send(`${attachments}/${id}/promote`, { headers: as.oauth, json });
  expect((await promote({})).status).toBe(409);
  await shop.clock.advance(2_000);
  const search = (headers: Readonly<Record<string, string>>) =>
    shop.send("/api/v1/documents/getRelevantDocuments", { headers, json: { query: "wash linen" } });
  expect((await promote({ visibility: "personal" })).json).toEqual({ documents: 1 });
  expect([(await search(as.oauth)).status, (await search(as.api)).status]).toEqual([200, 404]);
  expect((await promote({ visibility: "shared" })).status).toBe(202);
  expect((await search(as.api)).status).toBe(200);
  expect([(await promote({}, "nothing")).status, (await promote({ visibility: "x" })).status]).toEqual([404, 400]);
});

test.each([
  ["nothing", "", "empty.txt", 400],
  ["a program", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), "program.txt", 415],
  ["another kind", "x", "x.exe", 415],
  ["too much", new Uint8Array(20 * 1_024 * 1_024 + 1).fill(97), "long.txt", 413],
])("%s is not taken", async (_name, content, name, status) => {
  expect((await upload(openShop(), formOf(content, name))).status).toBe(status);
});

test("a file that cannot be read says so when it is worked on", async () => {
  const shop = openShop();
  await upload(shop, formOf("%PDF-1.7\n", "scan.pdf"), canva(), as.visitor);
  const list = async () => (await shop.send(canva(), { headers: as.visitor })).json as unknown as { status: string }[];
  expect((await list()).map(({ status }) => status)).toEqual(["PROCESSING"]);
  await shop.clock.advance(2_000);
  expect(await list()).toMatchObject([{ status: "FAILED", failureReason: expect.stringContaining("no text") }]);
});

test("a visitor sends files and lists them, and nobody sees those of somebody else", async () => {
  const shop = openShop();
  expect((await upload(shop, formOf(), canva(), as.visitor)).status).toBe(202);
  expect((await upload(shop, formOf(), canva(), {})).status).toBe(202);
  await shop.clock.advance(2_000);
  expect((await shop.send(canva(), { headers: as.visitor })).json).toMatchObject([
    { title: "linen", content: text, status: "VECTORIZED" },
    { title: "linen" },
  ]);
  const unknown = await shop.send(canva("nothing"));
  expect(unknown.status).toBe(404);
  for (const id of [chatInstanceId, foreign.chatInstanceId])
    expect((await shop.send(canva(id))).text).toBe(unknown.text);
  expect((await shop.send(canva(chatInstanceId), { headers: as.visitor })).status).toBe(403);
  const members = canva().replace(chatModelId, demo.privateChatModelId);
  expect((await shop.send(members)).status).toBe(401);
  expect((await upload(shop, formOf(), members, {})).status).toBe(401);
});

test("attachments are for who is signed in, in a conversation of their own", async () => {
  const shop = openShop();
  expect((await upload(shop, formOf(), attachments, as.api)).status).toBe(401);
  expect((await upload(shop, formOf(), attachments, { "x-chat-model-id": chatModelId })).status).toBe(401);
  const banned = { authorization: `Bearer ${demoCredentials.bannedToken}`, "x-chat-model-id": chatModelId };
  expect((await upload(shop, formOf(), attachments, banned)).json.code).toBe("BANNED");
  const strange = attachments.replace(chatInstanceId, foreign.chatInstanceId);
  expect((await upload(shop, formOf(), strange)).status).toBe(404);
  const wrong = formOf(text, "linen.txt", "text/plain", "OTHER");
  expect((await upload(shop, wrong)).status).toBe(400);
});

test("a picture becomes the avatar, and its address gives it back", async () => {
  const shop = openShop();
  const path = `/api/v1/chatModel/${chatModelId}/avatar`;
  expect((await shop.send(path, { headers: as.api })).json).toEqual({
    data: { avatarUrl: null, chatModelName: "Mia" },
  });
  const updated = await upload(shop, formOf(png, "avatar.png", "image/png"), path, as.api);
  const { avatarUrl } = updated.json.data as { avatarUrl: string };
  expect((await shop.send(path, { headers: as.api })).json.data).toMatchObject({ avatarUrl });
  const picture = await shop.fetch(new URL(avatarUrl).pathname);
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await picture.arrayBuffer()).equals(png)).toBe(true);
  const config = await shop.send(`/api/public/chatModel/${chatModelId}/embed-config`);
  expect(config.json.data).toMatchObject({ avatarUrl, requireAuthentication: false });
  expect((await shop.send("/files/default/nothing")).status).toBe(404);
  expect((await shop.send("/files/..%2Fother/nothing")).status).toBe(404);
});

test.each([
  ["text", formOf("x", "x.png", "image/png"), chatModelId, as.api, 400],
  ["more than 5 MB", formOf(new Uint8Array(5 * 1_024 * 1_024 + 1), "x.png", "image/png"), chatModelId, as.api, 413],
  ["another chat model", formOf(png, "x.png", "image/png"), foreign.chatModelId, as.api, 404],
  ["no credential", formOf(png, "x.png", "image/png"), chatModelId, {}, 401],
  [
    "a chat model of another account",
    formOf(png, "x.png", "image/png"),
    foreign.chatModelId,
    { ...as.api, "x-chat-model-id": foreign.chatModelId },
    403,
  ],
])("an avatar of %s is refused", async (_name, body, id, headers, status) => {
  expect((await upload(openShop(), body, `/api/v1/chatModel/${id}/avatar`, headers)).status).toBe(status);
});

test("the plan counts what is used, until the month ends", async () => {
  const shop = openShop();
  const usage = async () => (await shop.send("/api/v1/plan/usage", { headers: as.api })).json as Record<string, never>;
  expect(await usage()).toMatchObject({
    plan: { name: "Starter" },
    usage: { tokens: { used: 0 }, documents: { used: 3, limit: 1_000, percentage: 0.3 }, seats: { used: 1 } },
    resetsOn: "2026-10-01T00:00:00.000Z",
  });
  const json = { chatInstanceId, chatModelId, message: "Hello there" };
  await shop.send("/api/chat", { headers: as.access, json });
  expect((await usage()).usage).toMatchObject({ tokens: { used: expect.any(Number) } });
  expect(Object((await usage()).usage).tokens.used).toBeGreaterThan(3);
  await shop.clock.advance(20 * 86_400_000);
  expect(Object((await usage()).usage).tokens.used).toBe(0);
});

test("everybody reads how the widget looks, and what plans there are", async () => {
  const shop = openShop();
  const config = (id: string, headers: Sent["headers"] = {}) =>
    shop.send(`/api/public/chatModel/${id}/embed-config`, { headers });
  expect((await config(chatModelId)).status).toBe(200);
  expect((await config("nothing")).status).toBe(404);
  expect((await config(chatModelId, as.api)).status).toBe(200);
  expect((await config(foreign.chatModelId, as.api)).status).toBe(403);
  expect((await config(chatModelId, { authorization: "Bearer x", "x-chat-model-id": chatModelId })).status).toBe(401);
  expect((await shop.send("/api/stripe/pricing")).json).toEqual({
    data: { plans: [{ name: "Free" }, { name: "Starter" }] },
  });
});
