/** Files of conversations: taken, worked through, shown. */

import type { Transaction } from "../../core/world/index.ts";
import { drawId } from "../accounts.ts";
import { type Desk, toDateTime } from "../desk.ts";
import { refusal } from "../errors.ts";
import { listAll } from "../knowledge/documents.ts";
import { type CanvasRecord, type Conversation, canvases } from "../records/index.ts";
import { fileAddress } from "./addresses.ts";
import { readFileKind } from "./kinds.ts";

/** Bytes; the vendor publishes no limit. */
const mostBytes = 20 * 1_024 * 1_024;
/** Milliseconds that a file is worked on. */
const workingTime = 2_000;
/** Characters of a text that are read; the file itself is kept whole. */
const longestText = 200_000;
/** Lines of one piece of a text. */
const linesOfChunk = 40;

/** What a file is for, where its sender does not say. */
const defaultPurpose = "ANALYSIS";

/** A file to take. */
export interface NewCanvas {
  readonly file: File;
  readonly purpose?: string;
  readonly conversation: Conversation;
}

/** Takes a file, or says why not. */
export async function takeCanvas(
  desk: Desk,
  world: string,
  { file, purpose = defaultPurpose, conversation }: NewCanvas,
): Promise<CanvasRecord | ReturnType<typeof refusal<400 | 413 | 415>>> {
  if (file.size > mostBytes) return refusal(413, "File too large");
  if (file.size === 0) return refusal(400, "The file is empty");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = await readFileKind(file.name, bytes);
  if (!kind) return refusal(415, "Unsupported file type");
  const id = await desk.store.transaction(world, (transaction) => drawId(transaction, "canvases"));
  await desk.blobs.write(world, id, new Blob([bytes]).stream());
  const text = kind.isText ? new TextDecoder().decode(bytes).slice(0, longestText) : "";
  const now = desk.clock.now();
  const canvas: CanvasRecord = {
    id,
    conversationId: conversation.id,
    title: titleOf(file.name),
    fileName: file.name.slice(0, 255),
    fileType: kind.fileType,
    mediaType: kind.mediaType,
    purpose,
    size: file.size,
    text,
    createdAt: now,
    readyAt: now + workingTime,
    // The sandbox has no reader for those.
    ...(!kind.isText && kind.fileType !== "IMAGE" && { failureReason: "The file has no text that can be read here" }),
  };
  await desk.store.transaction(world, (transaction) => transaction.insert(canvases, canvas));
  return canvas;
}

/** A file name without what stands after its last dot. */
function titleOf(name: string): string {
  return name.replace(/\.[^.]+$/, "").slice(0, 200) || "File";
}

/** How far a file is. */
export function statusOf(
  { readyAt, failureReason }: CanvasRecord,
  now: number,
): "PROCESSING" | "FAILED" | "VECTORIZED" {
  if (now < readyAt) return "PROCESSING";
  return failureReason === undefined ? "VECTORIZED" : "FAILED";
}

/** The files of a conversation, oldest first. */
export function listCanvases(transaction: Transaction, { id }: Conversation): Promise<readonly CanvasRecord[]> {
  return listAll(transaction, canvases, "byConversation", [id]);
}

/** A file as who has uploaded it sees it. */
export function toCanvas(desk: Desk, world: string, canvas: CanvasRecord) {
  const { id, title, fileName, fileType, purpose, mediaType, size, createdAt } = canvas;
  const status = statusOf(canvas, desk.clock.now());
  return {
    id,
    title,
    status,
    fileType,
    purpose,
    downloadUrl: fileAddress(desk, world, id),
    createdAt: toDateTime(createdAt),
    size,
    metadata: { originalName: fileName, size, mimeType: mediaType },
    chunks: status === "VECTORIZED" ? chunksOf(canvas) : [],
    ...(status === "FAILED" && { failureReason: canvas.failureReason ?? null }),
  };
}

/** A file as everybody in the conversation sees it. */
export function toPublicCanvas(desk: Desk, world: string, canvas: CanvasRecord) {
  const { id, title, fileType, purpose, text } = canvas;
  const status = statusOf(canvas, desk.clock.now());
  return {
    id,
    content: status === "VECTORIZED" ? text : "",
    title,
    fileType,
    status,
    purpose,
    ...(status === "FAILED" && { failureReason: canvas.failureReason ?? null }),
    sourceUrl: fileAddress(desk, world, id),
  };
}

/** The text of a file in pieces. */
function chunksOf({ id: canvasId, text }: CanvasRecord) {
  const lines = text.split("\n");
  const starts = Array.from({ length: Math.ceil(lines.length / linesOfChunk) }, (_none, index) => index * linesOfChunk);
  return starts.map((start) => ({
    id: `${canvasId}-${start + 1}`,
    content: lines.slice(start, start + linesOfChunk).join("\n"),
    lineStart: start + 1,
    lineEnd: Math.min(start + linesOfChunk, lines.length),
    canvasId,
  }));
}
