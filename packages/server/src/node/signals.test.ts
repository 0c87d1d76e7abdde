import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";
import { linesOf } from "../__fixtures__/task-stream.ts";
import { type Closable, closeOnSignals } from "./signals.ts";

/** A process that only writes down how it is asked to exit. */
function createProcess() {
  const exits: unknown[] = [];
  const target = Object.assign(new EventEmitter(), { exit: (code: unknown) => exits.push(code) as never });
  return { exits, target, process: target as never };
}

const never: Closable = { close: () => new Promise(() => {}) };

test.each([
  ["closed", [async (options: unknown) => options, async () => {}], 0],
  ["not closed", [async () => {}, () => Promise.reject(new Error("oops"))], 1],
])("exits with its code when all hosts are %s", async (_name, closes, code) => {
  const { exits, target, process } = createProcess();
  closeOnSignals(
    closes.map((close) => ({ close })),
    { process, deadline: 5 },
  );
  target.emit("SIGTERM");
  expect(exits).toEqual([]);
  await settle();
  expect(exits).toEqual([code]);
});

test("gives the options on, and takes its listeners away", () => {
  const { target, process } = createProcess();
  const seen: unknown[] = [];
  const host: Closable = {
    close: async (options) => {
      seen.push(options);
    },
  };
  const remove = closeOnSignals(host, { process, signals: ["SIGHUP"], deadline: 5, delay: 1, streams: "finish" });
  target.emit("SIGHUP");
  remove();
  expect([seen, target.eventNames()]).toEqual([[{ deadline: 5, delay: 1, streams: "finish" }], []]);
});

test("a second signal exits at once", () => {
  const { exits, target, process } = createProcess();
  closeOnSignals(never, { process });
  target.emit("SIGTERM");
  expect(exits).toEqual([]);
  target.emit("SIGINT");
  expect(exits).toEqual([1]);
});

test("a program with an open stream ends it with its event and exits with 0 [server.stream.shutdown]", async () => {
  const program = fileURLToPath(new URL("../__fixtures__/stream-server.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@parley/source", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [port] = await once(child.stdout, "data");
  const client = await connectRaw(Number(port), get());
  await client.until("history_done");
  child.kill("SIGTERM");
  expect(linesOf(answersOf(await client.closed)[0]?.body ?? "").at(-1)).toBe(
    'error {"message":"The server shuts down."}',
  );
  expect(await exited).toEqual([0, null]);
});
