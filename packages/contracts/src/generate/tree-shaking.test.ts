import { build } from "esbuild";
import { expect, test } from "vitest";
import { goldenFolder } from "./testing.ts";

/** What a bundler makes of a module that stands beside the emitted files. */
async function shake(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${goldenFolder}/expected`, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    minifyWhitespace: true,
    tsconfigRaw: {},
  });
  return outputFiles[0]?.text ?? "";
}

const deleteThing =
  'var deleteThing={"id":"deleteThing","method":"delete","path":"/things/{thingId}","server":"https://things.golden.parley.dev","tag":"Things","provenance":"assumed","idempotent":true,"parameters":[{"name":"thingId","in":"path","required":true},{"name":"verbose","in":"query","required":false}],"responses":{"204":[],"404":["application/json"]},"security":[]};';

test.each([
  { by: "its name", text: 'import { deleteThing } from "./operations.ts"; console.log(deleteThing);' },
  { by: "the table", text: 'import * as operations from "./operations.ts"; console.log(operations.deleteThing);' },
])("an operation by $by brings no other operation, no validator and no document", async ({ text }) => {
  const types =
    'import type { CreateReplyEvent, components } from "./index.ts"; export type { CreateReplyEvent, components };';
  expect(await shake(types + text)).toBe(`${deleteThing}console.log(deleteThing);\n`);
});

test("types bring nothing", async () => {
  expect(await shake('export type { components, OperationTypes, StreamChatEvent } from "./index.ts";')).toBe("");
});

test("the index brings no operation", async () => {
  expect(await shake('import { serverUrl } from "./index.ts"; console.log(serverUrl);')).toBe(
    'var serverUrl="https://eu.golden.parley.dev/v1";console.log(serverUrl);\n',
  );
});
