/** Amazon S3, "Browser-Based Uploads Using POST": the policy of a form, signed with AWS Signature Version 4. */

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { base64url } from "jose";
import { isSameHash, type SigningKey } from "../../core/auth/index.ts";

/** Name of the bucket. */
export const bucket = "chatzy-kb-store";
/** The vendor says 2 MB; this is the larger of the two meanings. */
export const mostBytes = 2 * 1_024 * 1_024;

const validFor = 5 * 60_000;
const algorithm = "AWS4-HMAC-SHA256";

/** Form fields, by their names. */
export type FormFields = Readonly<Record<string, string>>;

/** What a form permits. */
export interface Policy {
  readonly expiration: string;
  readonly conditions: readonly (FormFields | readonly ["content-length-range", number, number])[];
}

/** The fields of a form that permits one file in the next five minutes. */
export function signUploadForm(
  signingKey: SigningKey,
  { key, mediaType, now }: { readonly key: string; readonly mediaType: string; readonly now: number },
) {
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const named = {
    "Content-Type": mediaType,
    bucket,
    "X-Amz-Algorithm": algorithm,
    "X-Amz-Credential": `SANDBOX/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
    "X-Amz-Date": date,
    "X-Amz-Security-Token": "sandbox",
    key,
  };
  const policy: Policy = {
    expiration: new Date(now + validFor).toISOString(),
    conditions: [
      ...Object.entries(named).map(([name, value]) => ({ [name]: value })),
      ["content-length-range", 0, mostBytes],
    ],
  };
  const encoded = toBase64(JSON.stringify(policy));
  return { ...named, Policy: encoded, "X-Amz-Signature": sign(signingKey, date.slice(0, 8), encoded) };
}

/** The policy of a form; `undefined` where it is not one that this key has signed. */
export function openPolicy(signingKey: SigningKey, fields: FormFields): Policy | undefined {
  const encoded = fields.policy ?? "";
  const signature = sign(signingKey, (fields["x-amz-date"] ?? "").slice(0, 8), encoded);
  if (!isSameHash(toHashForm(fields["x-amz-signature"] ?? ""), toHashForm(signature))) return undefined;
  return JSON.parse(fromBase64(encoded)) as Policy; // what was signed here
}

function sign({ jwk }: SigningKey, day: string, policy: string): string {
  const steps = [day, "us-east-1", "s3", "aws4_request", policy];
  const text = new TextEncoder();
  // A name of its own before the secret, as Amazon has it: it signs tokens too.
  const start = text.encode(`AWS4${jwk.k ?? ""}`);
  return bytesToHex(steps.reduce((key, step) => hmac(sha256, key, text.encode(step)), start));
}

/** Signatures in the length that hashes are compared in. */
function toHashForm(signature: string): string {
  return base64url.encode(sha256(new TextEncoder().encode(signature)));
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function fromBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}
