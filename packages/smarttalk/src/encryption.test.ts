import { isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { example } from "./__fixtures__/examples.ts";
import { decryptPayload, encryptPayload, encryptWithIv } from "./encryption.ts";
import type { EncryptedEnvelope } from "./schemas.ts";

interface OAuthTokenExample {
  readonly access_token: string;
  readonly chat_model_id: string;
}

const { access_token: token, chat_model_id: model } = await example<OAuthTokenExample>("oauth-token.json");
const removal = { encrypted: "crm-remove-encrypted.json", plain: { email: "jonas.weber@example.com" } };

test.each([
  [
    "crm-import-encrypted.json",
    async () => ({ customers: (await example<{ customers: unknown }>("crm-import-plain.json")).customers }),
  ],
  ["crm-remove-encrypted.json", async () => removal.plain],
  ["webhook-encrypted.json", async () => (await example<{ payload: unknown }>("webhook-new-order.json")).payload],
])("%s decrypts to its plain example", async (name, plain) => {
  const { encrypted } = await example<{ encrypted: EncryptedEnvelope }>(name);
  expect(await decryptPayload(token, model, encrypted)).toEqual(await plain());
});

test("a fixed IV gives the bytes of another implementation", async () => {
  const { encrypted } = await example<{ encrypted: EncryptedEnvelope }>(removal.encrypted);
  const iv = Uint8Array.from(atob(encrypted.iv), (character) => character.charCodeAt(0));
  expect(await encryptWithIv(token, model, removal.plain, iv)).toEqual(encrypted);
});

test("text of any language and of any length comes back", async () => {
  const value = { text: "Größe – 靴 👟".repeat(40_000) };
  expect(await decryptPayload(token, model, await encryptPayload(token, model, value))).toEqual(value);
});

test("every envelope has a new IV", async () => {
  const envelopes = await Promise.all([1, 2, 3].map(() => encryptPayload(token, model, "same")));
  expect(new Set(envelopes.map(({ iv }) => iv)).size).toBe(3);
  expect(envelopes.map(({ v, iv, tag }) => [v, iv.length, tag.length])).toEqual(Array(3).fill([1, 16, 24]));
});

const envelope = await encryptPayload(token, model, "secret");

test.each<[string, string, string, EncryptedEnvelope]>([
  ["another token", "other", model, envelope],
  ["another chat model", token, "other", envelope],
  ["a changed text", token, model, { ...envelope, data: envelope.tag }],
  ["a cut tag", token, model, { ...envelope, tag: envelope.tag.slice(0, 16) }],
  ["no base64", token, model, { ...envelope, iv: "*" }],
  ["another version", token, model, { ...envelope, v: 2 as 1 }], // as a later platform might
])("%s is refused", async (_name, accessToken, chatModelId, changed) => {
  const error = await decryptPayload(accessToken, chatModelId, changed).catch((reason: unknown) => reason);
  expect(isParleyError(error) && error.code).toBe("undecryptable_payload");
  expect(String(error)).not.toContain(token);
});
