import { describe, expect, test } from "vitest";
import { addHandlers, readHandlers } from "./handlers.ts";

const header = 'import { notImplemented } from "@parley/server";\n';

describe("what is filled in is found", () => {
  test.each<[string, string, string[]]>([
    ["with tabs", "export const a = {\n\tgetA: () => 1,\n\tasync getB() {},\n} satisfies object;", ["getA", "getB"]],
    [
      "on one line",
      "export const a = { getA, 'getB': 1, [`getC`]: 2, async *getD() {}, ...rest };",
      ["getA", "getB", "getC", "getD"],
    ],
    ["not in a comment", "export const a = {\n  // getA: () => notImplemented(),\n  /* getB: 1 */\n};", []],
    ["not in a text", 'export const a = { getA: "  getB: () => 1," };', ["getA"]],
    ["not inside of a handler", "export const a = { getA: () => ({ getB: 1 }) };", ["getA"]],
    ["not where nobody sees it", "const a = { getA: 1 };", []],
    ["exported below", "const a = ({ getA: 1 } as const);\nexport { a };", ["getA"]],
  ])("%s", (_name, text, operations) => {
    expect(readHandlers("a.ts", text).operations).toEqual(operations);
  });
});

describe("what is new goes", () => {
  const member = "  /** B */\n  getB: () => notImplemented(),";
  test.each<[string, string, string]>([
    [
      "behind the last member, indented like it",
      `${header}export const a = {\n\tgetA: () => 1,\n} satisfies object;\n`,
      `${header}export const a = {\n\tgetA: () => 1,\n\n\t/** B */\n\tgetB: () => notImplemented(),\n} satisfies object;\n`,
    ],
    [
      "behind a comma that was left out, and before no comment",
      `${header}export const a = {\n  getA: () => 1 // mine\n};\n`,
      `${header}export const a = {\n  getA: () => 1, // mine\n\n  /** B */\n  getB: () => notImplemented(),\n};\n`,
    ],
    [
      "into an empty object",
      `${header}export const a = {};\n`,
      `${header}export const a = {\n  /** B */\n  getB: () => notImplemented(),\n};\n`,
    ],
    [
      "behind what is commented out at the end",
      `${header}export const a = {\n  getA: () => 1,\n  // getC: () => 1,\n};\n`,
      `${header}export const a = {\n  getA: () => 1,\n  // getC: () => 1,\n\n  /** B */\n  getB: () => notImplemented(),\n};\n`,
    ],
    [
      "with the import that it needs",
      'import { x } from "./x.ts";\nexport const a = {\n  getA: x,\n};\n',
      `${header}import { x } from "./x.ts";\nexport const a = {\n  getA: x,\n\n  /** B */\n  getB: () => notImplemented(),\n};\n`,
    ],
  ])("%s", (_name, text, expected) => {
    expect(addHandlers("a.ts", text, [member])).toBe(expected);
  });

  test("nowhere, where there is no object", () => {
    expect(addHandlers("a.ts", "export const a = 1;\n", [member])).toBeUndefined();
  });
});
