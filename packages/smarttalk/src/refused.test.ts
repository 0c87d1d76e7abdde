/** What the compiler says to somebody who uses an operation with the wrong credentials. */

import { fileURLToPath } from "node:url";
import ts from "typescript-emit";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The first line of each complaint about a module of this folder. */
function complaints(source: string): string[] {
  const { config } = ts.readConfigFile(`${folder}../tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${folder}..`);
  // Whoever has not set this option reads the message without a hint at it.
  const plain = { ...options, exactOptionalPropertyTypes: false };
  const host = ts.createCompilerHost(plain);
  const name = `${folder}virtual.ts`;
  const getSourceFile = host.getSourceFile.bind(host);
  const program = ts.createProgram({
    rootNames: [name],
    options: plain,
    host: {
      ...host,
      fileExists: (path) => path === name || host.fileExists(path),
      getSourceFile: (path, version) =>
        path === name ? ts.createSourceFile(path, source, version) : getSourceFile(path, version),
    },
  });
  return program
    .getSemanticDiagnostics(program.getSourceFile(name))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0] ?? "");
}

test("the compiler names what the client has and what the operation takes", () => {
  const source = `
    import { anonymous, createChatInstance, createSmartTalk, getPlanUsage, oauth, apiToken } from "./index.ts";
    const client = createSmartTalk({ auth: oauth("token") });
    getPlanUsage(client);
    createChatInstance(createSmartTalk({ auth: apiToken("token", { chatModelId: "m" }) }), { chatModelId: "m" });
    createChatInstance(client, { chatModelId: "m" });
  `;
  expect(complaints(source)).toEqual([
    `Argument of type 'SmartTalk<"oauth">' is not assignable to parameter of type 'SmartTalk<"bearer" | "chatModelId"> | SmartTalk<"oauth" | "chatModelId">'.`,
    `Argument of type 'SmartTalk<"bearer" | "chatModelId">' is not assignable to parameter of type 'SmartTalk<"oauth"> | SmartTalk<"bearer" | "useChatbotAuth"> | SmartTalk<"visitorToken"> | SmartTalk<"appToken"> | SmartTalk<"anonymous">'.`,
  ]);
});
