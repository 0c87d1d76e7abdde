/** Each operation and each of its documented statuses: reached by behaviour, or listed with the reason why not. */

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { hashOf } from "../core/auth/index.ts";
import { authorize, exchangeOf } from "./__fixtures__/authorize.ts";
import { type Call, formOf, type Known, listCalls, pictureOf, special } from "./__fixtures__/calls.ts";
import { as, lastCode, openShop, type Shop } from "./__fixtures__/shop.ts";
import { contract } from "./contract.ts";
import { nextSentences, usages } from "./records/index.ts";
import { demo } from "./seeds/demo-ids.ts";
import { unreachable } from "./unreachable.ts";

const operations = Object.values(contract.operations);
const example = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../../../../spec/smarttalk/examples/${name}`, import.meta.url)));
const [wav, png] = await Promise.all([example("voice-question.wav"), example("avatar.png")]);
const { chatInstanceId, chatModelId } = demo;
const voice = ["sendVoiceMessage", "sendSpokenMessage"];

/** A sandbox, and the calls of it with what this operation needs. */
async function open(id: string): Promise<{ shop: Shop; calls: Readonly<Record<string, Call>> }> {
  const shop = openShop();
  await shop.sandbox.worlds.ensure("default");
  const sendCode = async (email: string) => {
    await shop.send("/api/auth/request-otp", { json: { email, chatModelId } });
    return lastCode(shop);
  };
  const signIn = async (email: string) => {
    const { json } = await shop.send("/api/auth/otp-auth", { json: { email, code: await sendCode(email) } });
    return { authorization: `Bearer ${json.token}`, "x-use-chatbot-auth": "true" };
  };
  const known: Known = {
    exchange:
      id === "exchangeAuthorizationCode" ? exchangeOf((await authorize(shop)).searchParams.get("code") ?? "") : {},
    loginCode: id === "verifyLoginCode" ? await sendCode("jane.doe@example.com") : "",
    team: id.includes("SmartAdmin") ? await signIn("sam.lee@shop.example") : {},
    wav,
    png,
  };
  return { shop, calls: listCalls(known) };
}

/** The general way to a status; special ones come first. */
async function changeFor(id: string, status: number, call: Call, shop: Shop): Promise<Partial<Call>> {
  const own = special[id]?.[status];
  if (own) return own;
  const isVoice = voice.includes(id);
  const isChat = id === "sendChatMessage" || id === "sendSmartAdminMessage";
  if (isVoice && status >= 500) {
    await shop.store.transaction("default", (work) => work.put(nextSentences, { id: "1", text: `/fail ${status}` }));
    return {};
  }
  if (isChat && status >= 500) return { json: { ...Object(call.json), message: `/fail ${status}` } };
  const spoken = (changes: object) => ({
    body: formOf("audio", wav, { chatInstanceId, chatModelId, ...changes }, "a.wav"),
  });
  switch (status) {
    case 400:
      if (call.json !== undefined) return { json: [] };
      // The credentials of two accounts do not belong together.
      return call.body ? { body: new FormData() } : { headers: { ...as.api, "x-api-key": "x,y" } };
    case 401:
      return { headers: { ...call.headers, authorization: "Bearer x" } };
    case 403:
      if (isVoice) return spoken({ chatModelId: "x" });
      return { headers: { ...call.headers, "x-chat-model-id": "x" } };
    case 404:
      return isVoice ? spoken({ chatInstanceId: "x" }) : {};
    case 409:
      return promoteSomethingNew(shop);
    case 413:
      if (call.json !== undefined) return { json: { ...Object(call.json), padding: "x".repeat(1_100_000) } };
      return { body: tooLarge(id) };
    case 415:
      if (id === "uploadAttachment" || id === "uploadCanvas") return { body: formOf("file", "x", {}, "x.exe") };
      return { json: undefined, body: "x", headers: { ...call.headers, "content-type": "text/plain" } };
    case 429:
      await fill(shop, call);
      return {};
    default:
      return {};
  }
}

function tooLarge(id: string): FormData {
  const bytes = new Uint8Array(26 * 1_024 * 1_024);
  if (id === "updateAvatar") return pictureOf(bytes);
  const isAudio = voice.includes(id) || id === "transcribeSpeech";
  return formOf(isAudio ? "audio" : "file", bytes, isAudio ? { chatInstanceId, chatModelId } : {});
}

async function promoteSomethingNew(shop: Shop): Promise<Partial<Call>> {
  const path = `/api/v1/me/conversations/${chatInstanceId}/attachments`;
  const { attachment } = (await shop.send(path, { headers: as.oauth, body: formOf("file", "x") })).json;
  return { path: `${path}/${Object(attachment).id}/promote` };
}

/** As if the caller had sent all that a minute allows. */
async function fill(shop: Shop, { headers = {} }: Call): Promise<void> {
  const credential = headers.authorization ?? headers["x-chat-visitor-token"] ?? "";
  const id = `all/${await hashOf(credential.replace(/^Bearer +/, ""))}`;
  const window = Math.floor(shop.clock.now() / 60_000);
  await shop.store.transaction("default", (work) => work.put(usages, { id, window, count: 1_000_000 }));
}

const rows = operations.flatMap(({ id, responses }) =>
  Object.keys(responses).map((status) => [id, Number(status)] as const),
);
const isListed = (id: string, status: number) =>
  unreachable.some((one) => one.operationId === id && one.status === status);

test("what is listed as unreachable is documented, once, with a reason", () => {
  const names = unreachable.map(({ operationId, status }) => `${operationId} ${status}`);
  expect(new Set(names).size).toBe(names.length);
  const documented = rows.map(([id, status]) => `${id} ${status}`);
  expect(names.filter((name) => !documented.includes(name))).toEqual([]);
  expect(unreachable.filter(({ reason }) => reason.length < 20)).toEqual([]);
});

test.each(rows.filter(([id, status]) => !isListed(id, status)))("%s answers %i", async (id, status) => {
  const { shop, calls } = await open(id);
  const call = calls[id];
  if (!call) throw new RangeError(`There is no call of ${id}.`);
  const { path, ...sent } = { ...call, ...(await changeFor(id, status, call, shop)) };
  const { json, ...rest } = sent;
  const answer = await shop.send(path, json === undefined ? rest : { ...rest, json });
  expect([answer.status, answer.status === status ? "" : answer.text.slice(0, 300)]).toEqual([status, ""]);
});
