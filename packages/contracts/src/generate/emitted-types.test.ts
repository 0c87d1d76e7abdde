import { join, relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { goldenFolder } from "./testing.ts";

const host: ts.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
  },
};

test("the expected files and what golden.test-d.ts says of them type-check", () => {
  const config = ts.getParsedCommandLineOfConfigFile(join(goldenFolder, "tsconfig.json"), {}, host);
  const { fileNames = [], options = {} } = config ?? {};
  expect(fileNames.map((name) => relative(goldenFolder, name)).sort()).toEqual([
    "expected/client.ts",
    "expected/events.ts",
    "expected/index.ts",
    "expected/operations.ts",
    "expected/raw.ts",
    "expected/security.ts",
    "expected/streams.ts",
    "expected/types.ts",
    "expected/validators.d.ts",
    "golden.test-d.ts",
  ]);
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
  expect(
    ts.formatDiagnostics(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => goldenFolder,
      getNewLine: () => "\n",
    }),
  ).toBe("");
});
