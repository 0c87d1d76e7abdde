import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeContract, readContracts } from "./contracts.ts";
import type { SampleBody } from "./sample-request.ts";

const contracts = (await readContracts()).map(describeContract);

let mock: ChildProcess;
let ports: Readonly<Record<string, number>>;

beforeAll(async () => {
  const script = fileURLToPath(new URL("../../mock/src/main.ts", import.meta.url));
  mock = fork(script, ["--port-base", "0", "--quiet"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(mock, "exit").then(() => Promise.reject(new Error("The mock ended")));
  const [message] = (await Promise.race([once(mock, "message"), ended])) as [{ ready: Record<string, number> }]; // what the mock sends
  ports = message.ready;
});

afterAll(() => {
  mock.removeAllListeners("exit");
  mock.kill();
});

test.each(contracts)("the mock of $api answers the sample of the start page", async ({ api, sample }) => {
  const { method, target, headers, body, streams } = sample;
  const response = await fetch(`http://127.0.0.1:${ports[api]}${target}`, {
    method,
    headers,
    ...(body && { body: encode(body) }),
  });
  await response.body?.cancel();
  expect([response.status, response.headers.get("content-type") === "text/event-stream"]).toEqual([200, streams]);
});

function encode(body: SampleBody): string | FormData {
  switch (body.kind) {
    case "text":
      return body.text;
    case "file":
      return "bytes";
    case "form": {
      const form = new FormData();
      for (const { name, value } of body.fields) form.append(name, value ?? new Blob(["bytes"]));
      return form;
    }
  }
}
