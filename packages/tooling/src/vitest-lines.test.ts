import { expect, test } from "vitest";
import { readCounts } from "./vitest-lines.ts";

const passed = ` ✓ src/a.test.ts (10 tests) 28ms
 Test Files  3 passed (3)
      Tests  31 passed (31)
   Start at  06:54:42
   Duration  922ms (tests 47%, transform 31%, import 17%, worker 6%)
`;

test.each([
  ["all passed", passed, { hasPassed: true, passed: 31, failed: 0, skipped: 0, duration: "922ms" }],
  [
    "some are left out",
    passed.replace("31 passed (31)", "25 passed | 6 skipped (31)"),
    { hasPassed: true, passed: 25, failed: 0, skipped: 6, duration: "922ms" },
  ],
  [
    "a test failed",
    passed.replace("3 passed (3)", "1 failed | 2 passed (3)").replace("31 passed (31)", "1 failed | 30 passed (31)"),
    { hasPassed: false, passed: 30, failed: 1, skipped: 0, duration: "922ms" },
  ],
  [
    "a file failed before its tests",
    passed.replace("3 passed (3)", "1 failed | 2 passed (3)"),
    { hasPassed: false, passed: 31, failed: 0, skipped: 0, duration: "922ms" },
  ],
  [
    "an error came from no test",
    passed.replace("   Start at", "     Errors  1 error\n   Start at"),
    { hasPassed: false, passed: 31, failed: 0, skipped: 0, duration: "922ms" },
  ],
  ["it has not ended", passed.slice(0, passed.indexOf("   Duration")), undefined],
])("%s", (_case, output, expected) => {
  expect(readCounts(output)).toEqual(expected);
});
