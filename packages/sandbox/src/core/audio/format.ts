/** What an upload is, by its bytes: what its sender calls it is not looked at. */

import { fileTypeFromBuffer } from "file-type";
import { readWav, type WavFault } from "./wav.ts";

/** Formats that are taken for audio. The containers may hold a picture too, as recorders of browsers write them. */
export type AudioFormat = "aac" | "aiff" | "amr" | "flac" | "matroska" | "mp3" | "mp4" | "ogg" | "wav" | "webm";

/** What was found. */
export type AudioInspection =
  | {
      readonly kind: "audio";
      readonly format: AudioFormat;
      readonly mediaType: string;
      /** Where it can be told without decoding: for WAV. */
      readonly seconds?: number;
    }
  /** A WAV that cannot be what it says. */
  | { readonly kind: "broken"; readonly format: "wav"; readonly fault: WavFault }
  /** Nothing, or something else. */
  | { readonly kind: "empty" | "other" };

/** Enough for every signature; what a hostile file has behind it is not walked through. */
const looked = 65_536;

const formats: ReadonlyMap<string, readonly [AudioFormat, mediaType: string]> = new Map([
  ["aac", ["aac", "audio/aac"]],
  ["aif", ["aiff", "audio/aiff"]],
  ["amr", ["amr", "audio/amr"]],
  ["flac", ["flac", "audio/flac"]],
  ["m4a", ["mp4", "audio/mp4"]],
  ["mkv", ["matroska", "audio/matroska"]],
  ["mp3", ["mp3", "audio/mpeg"]],
  ["mp4", ["mp4", "audio/mp4"]],
  ["oga", ["ogg", "audio/ogg"]],
  ["ogg", ["ogg", "audio/ogg"]],
  ["opus", ["ogg", "audio/ogg"]],
  ["wav", ["wav", "audio/wav"]],
  ["webm", ["webm", "audio/webm"]],
]);

/** Tells what an upload is. */
export async function inspectAudio(bytes: Uint8Array): Promise<AudioInspection> {
  if (bytes.length === 0) return { kind: "empty" };
  // A file that breaks off within its signature is none.
  const type = await fileTypeFromBuffer(bytes.subarray(0, looked)).catch(() => undefined);
  const [format, mediaType] = formats.get(type?.ext ?? "") ?? [];
  if (!format || !mediaType) return { kind: "other" };
  if (format !== "wav") return { kind: "audio", format, mediaType };
  const wav = readWav(bytes);
  return "fault" in wav
    ? { kind: "broken", format, fault: wav.fault }
    : { kind: "audio", format, mediaType, seconds: wav.seconds };
}
