import { expect, test } from "vitest";
import { playTurn } from "../__fixtures__/turn.ts";
import type { Agent, Tool } from "../events/index.ts";
import { withEnding } from "../events/index.ts";
import { substitute, withoutSecrets } from "./secrets.ts";
import { useTool } from "./use-tool.ts";

test.each([
  ["{{mcp.A}}-{{mcp.B}}-{{mcp.C}}", "secret a-env b-{{mcp.C}}"],
  ["{{mcp.constructor}} {{ mcp.A }} {{mcp.1}}", "{{mcp.constructor}} {{ mcp.A }} {{mcp.1}}"],
])("%s becomes %s", (template, expected) => {
  expect(substitute(template, { env: { A: "env a", B: "env b" }, secrets: { A: "secret a" } })).toBe(expected);
});

test("a value is not read again as a template, and its dollars stay", () => {
  expect(substitute("{{mcp.A}}", { secrets: { A: "$&{{mcp.B}}", B: "no" } })).toBe("$&{{mcp.B}}");
});

test("values of secrets are taken out wherever they stand, the longest first", () => {
  const secrets = { SHORT: "sesame", LONG: "sesame-open", TINY: "ab" };
  expect(withoutSecrets({ "x-sesame": ["sesame-open!", 1, null, { a: "sesame ab" }] }, { secrets })).toEqual({
    "x-[secret SHORT]": ["[secret LONG]!", 1, null, { a: "[secret SHORT] ab" }],
  });
});

test("a tool that gives a secret away, or throws with one, gives nothing away", async () => {
  const tools: Tool[] = [
    { name: "tell", description: "", parameters: {}, run: async (_, { substitute: put }) => put("key {{mcp.KEY}}") },
    {
      name: "throw",
      description: "",
      parameters: {},
      run: async (_, { substitute: put }) => {
        throw new Error(put("no {{mcp.KEY}}"));
      },
    },
  ];
  const agent: Agent = withEnding(async function* (input) {
    for (const tool of tools) yield* useTool(tool, {}, input);
    yield { type: "done", text: "" };
  });
  const events = await playTurn(agent, { context: { secrets: { KEY: "sk-123456" } } });
  expect(events.flatMap((event) => (event.type === "tool_result" ? [[event.status, event.output]] : []))).toEqual([
    ["success", "key [secret KEY]"],
    ["error", "no [secret KEY]"],
  ]);
});
