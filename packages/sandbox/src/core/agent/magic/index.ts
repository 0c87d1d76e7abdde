/** Magic messages: their names, and how they are read. */

export { type MagicName, magicNames, magicSyntax } from "./names.ts";
export { type Magic, readMagic, requestedFailure } from "./read.ts";
