/** The encrypted envelope in which personal data travels: AES-256-GCM with a key from HKDF-SHA256 (RFC 5869). */

import { ProtocolError, UsageError } from "@parley/client";
import { fromBase64, toBase64 } from "./base64.ts";
import type { EncryptedEnvelope } from "./schemas.ts";

const info = "aismarttalk-payload-encryption-v1";
const ivLength = 12;
const tagLength = 16;

/**
 * Encrypts a value as JSON, with a fresh IV.
 *
 * @param accessToken - The token that the request presents.
 * @throws UsageError `no_secure_context` where the runtime withholds `crypto.subtle`, as browsers do on plain http.
 */
export function encryptPayload(accessToken: string, chatModelId: string, value: unknown): Promise<EncryptedEnvelope> {
  return encryptWithIv(accessToken, chatModelId, value, crypto.getRandomValues(new Uint8Array(ivLength)));
}

/** Encrypts with an IV that must never be used again with the same token and chat model. */
export async function encryptWithIv(
  accessToken: string,
  chatModelId: string,
  value: unknown,
  iv: Uint8Array<ArrayBuffer>,
): Promise<EncryptedEnvelope> {
  const key = await deriveKey(accessToken, chatModelId);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  return {
    v: 1,
    iv: toBase64(iv),
    // WebCrypto appends the tag to the text, the envelope has them apart.
    tag: toBase64(sealed.subarray(-tagLength)),
    data: toBase64(sealed.subarray(0, -tagLength)),
  };
}

/**
 * Decrypts an envelope and reads its JSON.
 *
 * @throws ProtocolError `undecryptable_payload` when token, chat model or envelope do not fit together; UsageError
 * `no_secure_context` where the runtime withholds `crypto.subtle`.
 */
export async function decryptPayload(
  accessToken: string,
  chatModelId: string,
  { v, iv, tag, data }: EncryptedEnvelope,
): Promise<unknown> {
  const key = await deriveKey(accessToken, chatModelId);
  try {
    if (v !== 1) throw new RangeError("Unknown version");
    const text = fromBase64(data);
    const sealed = new Uint8Array(text.length + tagLength);
    sealed.set(text);
    sealed.set(fromBase64(tag), text.length);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(iv) }, key, sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch (cause) {
    const message = "The envelope cannot be decrypted with this access token and chat model";
    throw new ProtocolError(message, { code: "undecryptable_payload", cause });
  }
}

async function deriveKey(accessToken: string, chatModelId: string): Promise<CryptoKey> {
  if (!crypto.subtle) {
    throw new UsageError("Encryption needs crypto.subtle, which browsers have on https and localhost only", {
      code: "no_secure_context",
    });
  }
  const text = new TextEncoder();
  const material = await crypto.subtle.importKey("raw", text.encode(accessToken), "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: text.encode(chatModelId), info: text.encode(info) },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
