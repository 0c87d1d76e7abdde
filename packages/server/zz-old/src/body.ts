/** Reads and validates the body of a request, by its media type. */

import type { LocatedOperation, MediaTypeObject } from "@parley/contracts/document";
import type { OperationValidators } from "./contract.ts";
import { compileForm, type FormEntry, type ReadForm } from "./form.ts";
import type { HostRequest } from "./host-request.ts";
import { parseJson } from "./json.ts";
import type { Limits } from "./limits.ts";
import { findMediaType, isJson, type MediaType, parseMediaType } from "./media-type.ts";
import { parseMultipart } from "./multipart.ts";
import { Refusal, refuseViolations, toRequestViolations } from "./problem.ts";
import { readChunks } from "./read-bytes.ts";
import { isBinary, type SchemaReader, typesOf } from "./schema.ts";
import { decodePercent, decodeUtf8, parsePairs, refuseNul } from "./text.ts";
import { compileVisibility } from "./visibility.ts";

/** A body and the documented media type that it came as. */
export interface RequestBody {
  readonly mediaType: string;
  readonly value: unknown;
}

/** Reads the body of a request; `undefined` where there is none and none is due. */
export type ReadBody = (request: HostRequest) => Promise<RequestBody | undefined>;

/** How a body of one media type is read. */
interface Decoder {
  /** Most bytes that are read at once; absent where the body is read in pieces. */
  readonly limit?: number;
  readonly decode: (bytes: Uint8Array<ArrayBuffer>, type: MediaType, request: HostRequest) => unknown;
}

/** How the body of an operation is read. */
export function compileBody(
  reader: SchemaReader,
  { requestBody }: LocatedOperation,
  validators: OperationValidators,
  limits: Limits,
): ReadBody {
  if (!requestBody) return async () => undefined;
  const documented = Object.keys(requestBody.content);
  const plans = new Map(
    Object.entries(requestBody.content).map(([type, media]) => [
      type,
      {
        decoder: compileDecoder(reader, type, media, limits),
        hide: compileVisibility(reader, media.schema, "readOnly"),
      },
    ]),
  );

  return async (request) => {
    const contentType = request.headers.get("content-type");
    if (contentType === null && !isSent(request)) {
      if (requestBody.required) throw missing();
      return undefined;
    }
    const type = contentType === null ? undefined : parseMediaType(contentType);
    const mediaType = type && findMediaType(documented, type.essence);
    const plan = mediaType === undefined ? undefined : plans.get(mediaType);
    const coding = request.headers.get("content-encoding");
    const charset = type?.parameters.get("charset")?.toLowerCase() ?? "utf-8";
    if (!type || !plan || mediaType === undefined || (coding !== null && coding.toLowerCase() !== "identity")) {
      throw unsupported(`The body must be ${documented.join(" or ")}, and not compressed`);
    }
    if (charset !== "utf-8" && charset !== "utf8") throw unsupported("The body must be in UTF-8");
    const { limit, decode } = plan.decoder;
    const bytes = limit === undefined ? noBytes : await request.bytes(limit);
    const decoded = decode(bytes, type, request);
    const value = decoded instanceof Promise ? await decoded : decoded;
    const validate = validators.request[mediaType];
    if (validate && !validate(value)) throw refuseViolations(toRequestViolations("body", validate.errors ?? [], value));
    return { mediaType, value: plan.hide(value) };
  };
}

function compileDecoder(reader: SchemaReader, type: string, media: MediaTypeObject, limits: Limits): Decoder {
  if (isJson(type)) {
    return {
      limit: limits.body,
      decode(bytes) {
        if (bytes.length === 0) throw missing();
        return parseJson(decodeUtf8(bytes, "The body"), limits);
      },
    };
  }
  if (type === "application/x-www-form-urlencoded") {
    const readForm = compileForm(reader, media, limits);
    return {
      limit: limits.body,
      decode(bytes) {
        const pairs = parsePairs(decodeUtf8(bytes, "The body"), "body", limits.fields);
        return readForm(pairs.map(({ name, value }) => [name, decodePercent(value, "body", `/${name}`)]));
      },
    };
  }
  if (type === "multipart/form-data") {
    const readForm = compileForm(reader, media, limits);
    return {
      decode: (_bytes, { parameters }, { request }) =>
        readMultipart(request, parameters.get("boundary") ?? "", readForm, limits),
    };
  }
  const isText = !isBinary(reader, media.schema) && typesOf(reader, media.schema).has("string");
  return {
    limit: isText ? limits.body : limits.upload,
    decode(bytes, { essence }) {
      if (bytes.length === 0) throw missing();
      return isText ? refuseNul(decodeUtf8(bytes, "The body"), "body", "") : new Blob([bytes], { type: essence });
    },
  };
}

const noBytes = new Uint8Array();

async function readMultipart(
  request: Request,
  boundary: string,
  readForm: ReadForm,
  limits: Limits,
): Promise<Record<string, unknown>> {
  const entries: FormEntry[] = [];
  for await (const part of parseMultipart(readChunks(request, limits.upload), boundary, limits)) {
    const { name, filename, contentType = "", bytes } = part;
    const value =
      filename === undefined
        ? refuseNul(decodeUtf8(bytes, `The field ${name}`), "body", `/${name}`)
        : new File([bytes], filename, { type: contentType });
    entries.push([name, value]);
  }
  return readForm(entries);
}

/** Whether a request without a content type has a body all the same (RFC 9112 section 6.3). */
function isSent({ hasBody, headers }: HostRequest): boolean {
  return hasBody && headers.get("content-length") !== "0";
}

function missing(): Refusal {
  return refuseViolations([{ in: "body", pointer: "", rule: "required", message: "is missing" }], "malformed");
}

function unsupported(message: string): Refusal {
  return new Refusal("unsupported_media_type", message);
}
