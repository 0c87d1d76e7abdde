/** Amazon S3, "POST Object": takes the file of a form, and refuses in XML as S3 does. */

import { signingKeys, storedFiles } from "../collections.ts";
import type { Kit } from "../kit.ts";
import { signingKeyId } from "../tokens.ts";
import { type FormFields, mostBytes, openPolicy, type Policy } from "./policy.ts";

/** What a form has beside its file: more than any of ours. */
const mostFormBytes = 64 * 1_024;

/** Why a file is not stored. */
interface Fault {
  readonly status: 400 | 403 | 405 | 412;
  readonly code: string;
  readonly message: string;
}

/** What is answered. */
export interface UploadAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

const corsHeaders = { "access-control-allow-origin": "*", "access-control-max-age": "600" };
const preflightHeaders = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type, x-request-id, x-parley-world",
};

/** Answers a request to the bucket of a world. */
export async function receiveUpload(kit: Kit, world: string, request: Request): Promise<UploadAnswer> {
  if (request.method === "OPTIONS") return answer(204, { allow: "POST, OPTIONS", ...preflightHeaders });
  if (request.method !== "POST") {
    const fault = {
      status: 405,
      code: "MethodNotAllowed",
      message: "The specified method is not allowed against this resource.",
    } as const;
    return refuseUpload(fault, { allow: "POST, OPTIONS" });
  }
  const stored = await store(kit, world, request);
  return "code" in stored ? refuseUpload(stored) : answer(204, { location: stored.key });
}

async function store(kit: Kit, world: string, request: Request): Promise<Fault | { readonly key: string }> {
  const form = await readForm(request);
  if ("code" in form) return form;
  const { fields, file } = form;
  const signingKey = await kit.store.transaction(world, (transaction) => transaction.get(signingKeys, signingKeyId));
  const policy = signingKey && openPolicy(signingKey, fields);
  if (!policy) {
    return { status: 403, code: "SignatureDoesNotMatch", message: "The request signature does not match the form." };
  }
  const fault = findFault(policy, fields, file, kit.clock.now());
  if (fault) return fault;
  const { key = "", "content-type": mediaType = "" } = fields;
  const blob = `chatzy-${key.replaceAll("/", "-")}`;
  const { size } = await kit.blobs.write(world, blob, file.stream(), { maxBytes: mostBytes });
  const record = { key, blob, mediaType, size, storedAt: kit.clock.now() };
  await kit.store.transaction(world, (transaction) => transaction.put(storedFiles, record));
  return { key };
}

/** The fields before the file, by their names in small letters, and the file. */
async function readForm(request: Request): Promise<Fault | { readonly fields: FormFields; readonly file: Blob }> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    return {
      status: 412,
      code: "PreconditionFailed",
      message: "The body of a POST is of the type multipart/form-data.",
    };
  }
  const bytes = await readBytes(request, mostBytes + mostFormBytes);
  if (!bytes) return tooLarge;
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => undefined);
  if (!form)
    return { status: 400, code: "MalformedPOSTRequest", message: "The body is not well-formed multipart/form-data." };
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    // What stands behind the file is not looked at.
    if (name === "file")
      return { fields: Object.fromEntries(fields), file: typeof value === "string" ? new Blob([value]) : value };
    if (typeof value === "string") fields.set(name.toLowerCase(), value);
  }
  return { status: 400, code: "InvalidArgument", message: "POST requires exactly one file upload per request." };
}

/** The body; `undefined` where it is longer than it may be. */
async function readBytes({ body, headers }: Request, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(headers.get("content-length") ?? 0) > most) return undefined;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  // To leave the loop cancels the stream.
  for await (const piece of body ?? []) {
    size += piece.byteLength;
    if (size > most) return undefined;
    pieces.push(piece);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

const tooLarge: Fault = {
  status: 400,
  code: "EntityTooLarge",
  message: "Your proposed upload exceeds the maximum allowed size",
};

/** Fields that no condition has to name. */
const unnamed: ReadonlySet<string> = new Set(["policy", "x-amz-signature"]);

/** What of a form its policy does not permit. */
function findFault({ expiration, conditions }: Policy, fields: FormFields, file: Blob, now: number): Fault | undefined {
  const deny = (why: string): Fault => ({
    status: 403,
    code: "AccessDenied",
    message: `Invalid according to Policy: ${why}`,
  });
  if (now >= Date.parse(expiration)) return deny("Policy expired.");
  const named = new Set<string>(unnamed);
  for (const condition of conditions) {
    if (isRange(condition)) {
      if (file.size > condition[2]) return tooLarge;
      continue;
    }
    for (const [name, value] of Object.entries(condition)) {
      if (fields[name.toLowerCase()] !== value) return deny(`Policy Condition failed: ["eq", "$${name}"]`);
      named.add(name.toLowerCase());
    }
  }
  const extra = Object.keys(fields).find((name) => !named.has(name) && !name.startsWith("x-ignore-"));
  return extra === undefined ? undefined : deny("Extra input fields");
}

function isRange(
  condition: Policy["conditions"][number],
): condition is readonly ["content-length-range", number, number] {
  return Array.isArray(condition);
}

function refuseUpload({ status, code, message }: Fault, headers: Readonly<Record<string, string>> = {}): UploadAnswer {
  const text = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  return { ...answer(status, { ...headers, "content-type": "application/xml" }), body };
}

function answer(status: number, headers: Readonly<Record<string, string>>): UploadAnswer {
  const common = { ...corsHeaders, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  return { status, headers: { ...common, ...headers }, body: null };
}
