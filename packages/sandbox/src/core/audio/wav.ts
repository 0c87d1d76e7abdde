/** RIFF WAVE files: what their header says, as far as it can be true. */

/** Why a WAV cannot be what it says. */
export type WavFault =
  | "channels"
  | "chunks"
  | "data-missing"
  | "encoding"
  | "format-missing"
  | "header"
  | "rate"
  | "size";

/** What a WAV holds. */
export interface Wav {
  readonly encoding: "pcm" | "float";
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly seconds: number;
  /** The samples, as they stand in the file. */
  readonly data: Uint8Array;
}

/** Numbers of encodings; the extensible one has its own in its last part. */
const encodings: Readonly<Record<number, Wav["encoding"]>> = { 1: "pcm", 3: "float" };
const extensible = 0xfffe;

const mostChunks = 64;

/** Reads a WAV without walking through more of it than its few chunks. */
export function readWav(bytes: Uint8Array): Wav | { readonly fault: WavFault } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || name(0) !== "RIFF" || name(8) !== "WAVE") return { fault: "header" };
  let format: Omit<Wav, "data" | "seconds"> | undefined;
  let place = 12;
  for (let count = 0; place + 8 <= bytes.length; count += 1) {
    if (count === mostChunks) return { fault: "chunks" };
    const size = view.getUint32(place + 4, true);
    const start = place + 8;
    if (start + size > bytes.length) return { fault: "size" };
    if (name(place) === "fmt ") {
      if (size < 16) return { fault: "header" };
      const found = readFormat(new DataView(bytes.buffer, bytes.byteOffset + start, size));
      if ("fault" in found) return found;
      format = found;
    } else if (name(place) === "data") {
      if (!format) return { fault: "format-missing" };
      const { sampleRate, channels, bitsPerSample } = format;
      const seconds = size / ((sampleRate * channels * bitsPerSample) / 8);
      return { ...format, seconds, data: bytes.subarray(start, start + size) };
    }
    // Chunks begin at even places.
    place = start + size + (size % 2);
  }
  return { fault: format ? "data-missing" : "format-missing" };
}

function readFormat(view: DataView): Omit<Wav, "data" | "seconds"> | { readonly fault: WavFault } {
  const tag = view.getUint16(0, true);
  const encoding = encodings[tag === extensible && view.byteLength >= 26 ? view.getUint16(24, true) : tag];
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const blockAlign = view.getUint16(12, true);
  const bitsPerSample = view.getUint16(14, true);
  if (!encoding || ![8, 16, 24, 32, 64].includes(bitsPerSample)) return { fault: "encoding" };
  if (channels < 1 || channels > 8 || blockAlign !== (channels * bitsPerSample) / 8) return { fault: "channels" };
  if (sampleRate < 1_000 || sampleRate > 384_000) return { fault: "rate" };
  return { encoding, channels, sampleRate, bitsPerSample };
}

/** Writes samples of 16 bits, one channel. */
export function writeWav(samples: Int16Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const size = samples.length * 2;
  const bytes = new Uint8Array(44 + size);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  view.setUint32(4, 36 + size, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, size, true);
  samples.forEach((sample, index) => void view.setInt16(44 + index * 2, sample, true));
  return bytes;
}
