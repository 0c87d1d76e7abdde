/** What an uploaded file is: by its bytes where they tell, else by its name, and never by what its sender calls it. */

import { fileTypeFromBuffer } from "file-type";

/** A kind of file that is taken. */
export interface FileKind {
  /** As the contract calls it. */
  readonly fileType: string;
  readonly mediaType: string;
  /** Whether the bytes are text. */
  readonly isText: boolean;
}

/** Enough for every signature. */
const looked = 65_536;

const binary: ReadonlyMap<string, string> = new Map([
  ["pdf", "PDF"],
  ["docx", "DOCX"],
  ["xlsx", "XLSX"],
  ["cfb", "DOC"],
  ["png", "IMAGE"],
  ["jpg", "IMAGE"],
  ["gif", "IMAGE"],
  ["webp", "IMAGE"],
]);

const textual: Readonly<Record<string, readonly [fileType: string, mediaType: string]>> = {
  txt: ["TEXT", "text/plain"],
  md: ["MARKDOWN", "text/markdown"],
  csv: ["CSV", "text/csv"],
  json: ["JSON", "application/json"],
  yaml: ["YAML", "application/yaml"],
  yml: ["YAML", "application/yaml"],
  xml: ["XML", "application/xml"],
  html: ["HTML", "text/html"],
};

/** Tells what a file is; `undefined` for what is not taken. */
export async function readFileKind(name: string, bytes: Uint8Array): Promise<FileKind | undefined> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, looked)).catch(() => undefined);
  const fileType = found && binary.get(found.ext);
  if (found && fileType) return { fileType, mediaType: found.mime, isText: false };
  const extension = name.toLowerCase().split(".").at(-1) ?? "";
  const known = Object.hasOwn(textual, extension) ? textual[extension] : undefined;
  // An XML file has a signature too.
  if (!known || (found && found.ext !== "xml") || !isText(bytes)) return undefined;
  return { fileType: known[0], mediaType: known[1], isText: true };
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
}

/** Pictures that are taken for an avatar. */
const pictures: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/** The media type of a picture, by its bytes; `undefined` for anything else. */
export async function readPictureType(bytes: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, looked)).catch(() => undefined);
  return found && pictures.has(found.mime) ? found.mime : undefined;
}
