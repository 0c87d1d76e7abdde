/** Reads what the user sends from the messages of the AI SDK. */

import { UsageError } from "../errors/index.ts";
import type { ChatMessage, ChatMessagePart } from "./types.ts";

/** What the user says. */
export interface OutgoingMessage {
  /** Never empty. */
  readonly text: string;
  readonly files: readonly File[];
}

/**
 * Reads a message of the user.
 *
 * @throws UsageError `message_without_text`, `file_not_inline`.
 */
export function readOutgoing({ parts }: ChatMessage): OutgoingMessage {
  const text = parts.flatMap((part) => (part.type === "text" ? [part.text ?? ""] : [])).join("\n");
  if (!text.trim()) throw new UsageError("The message has no text", { code: "message_without_text" });
  return { text, files: parts.flatMap((part) => (part.type === "file" ? [readFile(part)] : [])) };
}

/**
 * For platforms whose messages take no files.
 *
 * @throws UsageError `files_not_taken`.
 */
export function refuseFiles({ files }: OutgoingMessage, reason: string): void {
  if (files.length > 0) throw new UsageError(reason, { code: "files_not_taken" });
}

/** Only files in a data URL (RFC 2397), which is how the AI SDK gives those of an input; nothing is fetched. */
function readFile({ url = "", mediaType = "", filename = "file" }: ChatMessagePart): File {
  const [, encoding, data = ""] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url) ?? [];
  if (!url.startsWith("data:")) {
    const message = `The file ${filename} is not in a data URL; fetch it first`;
    throw new UsageError(message, { code: "file_not_inline" });
  }
  const text = decodeURIComponent(data);
  const bytes = encoding ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : text;
  return new File([bytes], filename, { type: mediaType });
}
