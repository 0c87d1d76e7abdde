/** `EncryptedEnvelope` of the contract: AES-256-GCM, with a key that HKDF makes of the access token of the call. */

/** An envelope as it is sent. */
export interface Envelope {
  readonly v: 1;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

const info = new TextEncoder().encode("aismarttalk-payload-encryption-v1");

/** What stands in an envelope; `undefined` where it was not made with this token for this chat model. */
export async function openEnvelope(
  { iv, tag, data }: Envelope,
  accessToken: string,
  chatModelId: string,
): Promise<unknown> {
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey("raw", encoder.encode(accessToken), "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: encoder.encode(chatModelId), info },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["decrypt"],
  );
  try {
    // Web Crypto wants the tag behind the text.
    const text = Uint8Array.from([...decode(data), ...decode(tag)]);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: decode(iv), tagLength: 128 }, key, text);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
  } catch {
    return undefined;
  }
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The token that a request was sent with. */
export function tokenOf(request: Request): string {
  const bearer = /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return bearer ?? request.headers.get("x-api-key") ?? "";
}
