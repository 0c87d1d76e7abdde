/** Reads and validates the body of a request, by its media type. */

import type { LocatedOperation, MediaTypeObject } from "@parley/contracts/document";
import {
  compileVisibility,
  findMediaType,
  isBinary,
  isJson,
  type MediaType,
  type OperationValidators,
  parseMediaType,
  type SchemaReader,
  typesOf,
} from "../contract/index.ts";
import type { FileReceiver, HostRequest, ReceiveFile } from "../host/index.ts";
import { compileForm, type FormEntry, type ReadForm } from "./form.ts";
import { parseJson } from "./json.ts";
import type { Limits } from "./limits.ts";
import { receiveInMemory } from "./memory-file.ts";
import { parseMultipart } from "./multipart.ts";
import type { PartHeader } from "./part-header.ts";
import { Refusal, refuseViolations, toRequestViolations } from "./problem.ts";
import { joinBytes, readChunks } from "./read-bytes.ts";
import { decodePercent, decodeUtf8, parsePairs, refuseNul } from "./text.ts";

/** A body and the documented media type that it came as. */
export interface RequestBody {
  readonly mediaType: string;
  readonly value: unknown;
}

/** Reads the body of a request; `undefined` where there is none and none is due. */
export type ReadBody = (request: HostRequest, receiveFile?: ReceiveFile) => Promise<RequestBody | undefined>;

/** A body that is read in pieces, and where its files go. */
interface Upload {
  readonly request: HostRequest;
  readonly receiveFile: ReceiveFile;
}

/** How a body of one media type is read. */
interface Decoder {
  /** Most bytes that are read at once; absent where the body is read in pieces. */
  readonly limit?: number;
  readonly decode: (bytes: Uint8Array<ArrayBuffer>, type: MediaType, upload: Upload) => unknown;
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

  return async (request, receiveFile = request.receiveFile ?? receiveInMemory) => {
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
    const decoded = decode(bytes, type, { request: request, receiveFile });
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
      decode: (_bytes, { parameters }, upload) =>
        readMultipart(upload, parameters.get("boundary") ?? "", readForm, limits),
    };
  }
  const isText = !isBinary(reader, media.schema) && typesOf(reader, media.schema).has("string");
  if (!isText) return { decode: (_bytes, { essence }, upload) => readFile(upload, essence, limits.upload) };
  return {
    limit: limits.body,
    decode(bytes) {
      if (bytes.length === 0) throw missing();
      return refuseNul(decodeUtf8(bytes, "The body"), "body", "");
    },
  };
}

const noBytes = new Uint8Array();

async function readMultipart(
  { request: { request }, receiveFile }: Upload,
  boundary: string,
  readForm: ReadForm,
  limits: Limits,
): Promise<Record<string, unknown>> {
  const entries: FormEntry[] = [];
  let part: PartReader | undefined;
  try {
    for await (const piece of parseMultipart(readChunks(request, limits.upload), boundary, limits)) {
      if (piece instanceof Uint8Array) {
        const written = part?.write(piece);
        if (written) await written;
      } else {
        if (part) entries.push(await part.end());
        part = openPart(piece, receiveFile);
      }
    }
    if (part) entries.push(await part.end());
  } catch (error) {
    await part?.cancel();
    throw error;
  }
  return readForm(entries);
}

/** Takes the bytes of one part. */
interface PartReader extends Pick<FileReceiver, "write" | "cancel"> {
  end(): Promise<FormEntry>;
}

function openPart({ name, filename, contentType = "" }: PartHeader, receiveFile: ReceiveFile): PartReader {
  if (filename !== undefined) {
    const file = receiveFile({ field: name, name: filename, type: contentType });
    return {
      write: (bytes) => file.write(bytes),
      cancel: () => file.cancel(),
      end: async () => [name, await file.end()],
    };
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    write(bytes) {
      pieces.push(bytes);
      length += bytes.length;
    },
    cancel() {},
    end: async () => {
      const text = decodeUtf8(joinBytes(pieces, length), `The field ${name}`);
      return [name, refuseNul(text, "body", `/${name}`)];
    },
  };
}

/** Reads a body that is a file as a whole. */
async function readFile({ request: { request }, receiveFile }: Upload, type: string, limit: number): Promise<Blob> {
  const file = receiveFile({ field: "", name: "", type });
  try {
    let isEmpty = true;
    for await (const bytes of readChunks(request, limit)) {
      if (bytes.length > 0) isEmpty = false;
      await file.write(bytes);
    }
    if (isEmpty) throw missing();
    // Not a copy.
    return new Blob([await file.end()], { type });
  } catch (error) {
    await file.cancel();
    throw error;
  }
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
