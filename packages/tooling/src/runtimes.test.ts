import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { afterEach, describe, expect, test, vi } from "vitest";
import { reasonToSkip, runProgram, runtimes, startProgram } from "./runtimes.ts";

const node = runtimes["Node 24"];
const none = { missing: "no program for this platform" };
const folder = tmpdir();

afterEach(() => vi.unstubAllEnvs());

describe("a program that is run", () => {
  test("gives what it printed", async () => {
    expect(await runProgram(node, { parameters: ["--print", "6 * 7"], folder })).toBe("42\n");
  });

  test("fails with what it printed", async () => {
    const parameters = ["--eval", "console.log('first'); throw new Error('then')"];
    await expect(runProgram(node, { parameters, folder })).rejects.toThrow(/first\n[\s\S]*then/);
  });
});

describe("a program that is started", () => {
  test("is there when it is ready, and gone when it is stopped", async () => {
    const listen = "const s = net.createServer().listen(0, '127.0.0.1', () => console.error('port', s.address().port))";
    const program = await startProgram(node, { parameters: ["--eval", listen], folder, ready: /port (\d+)/ });
    const port = Number(program.ready[1]);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    await program.stop();
    await expect(once(connect(port, "127.0.0.1"), "connect")).rejects.toThrow("ECONNREFUSED");
  });

  test("fails with what it printed when it ends before", async () => {
    const parameters = ["--print", "'no port'"];
    await expect(startProgram(node, { parameters, folder, ready: /port \d/ })).rejects.toThrow("no port");
  });
});

test("where there is no program, nothing is run", async () => {
  await expect(runProgram(none, { parameters: [], folder })).rejects.toThrow(none.missing);
  await expect(startProgram(none, { parameters: [], folder, ready: /./ })).rejects.toThrow(none.missing);
});

test.each([
  ["CI", "true", "linux", "x64", undefined],
  ["PARLEY_TEST_ALL", "true", "linux", "x64", undefined],
  ["CI", "true", "linux", "arm64", none.missing],
  ["CI", "true", "darwin", "x64", none.missing],
  ["CI", "", "linux", "x64", none.missing],
])("with %s=%s on %s %s a missing program is left out for the reason %s", (name, value, platform, arch, reason) => {
  vi.stubEnv("CI", "");
  vi.stubEnv("PARLEY_TEST_ALL", "");
  vi.stubEnv(name, value);
  expect(reasonToSkip(none, { platform, arch })).toBe(reason);
});

test("Node 24 is always there, because the workspace brings it", () => {
  expect(runtimes["Node 24"].path).toContain("node");
});
