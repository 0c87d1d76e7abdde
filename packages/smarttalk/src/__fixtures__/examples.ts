/** The examples of the contract. */

import { readFile } from "node:fs/promises";

const folder = new URL("../../../../spec/smarttalk/examples/", import.meta.url);

/** The bytes of an example. */
export async function exampleFile(name: string, type: string): Promise<File> {
  return new File([await readFile(new URL(name, folder))], name, { type });
}

/** An example in JSON. */
export async function example<Value>(name: string): Promise<Value> {
  return JSON.parse(await readFile(new URL(name, folder), "utf8")) as Value; // as the caller knows it
}
