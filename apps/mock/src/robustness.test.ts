/** Nothing that a client does makes the process end, hang or answer others worse. */

import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { startMocks } from "./mocks.ts";

const mocks = await startMocks({ only: [], portBase: 0, dynamic: false, watch: false, pace: 0, log: () => {} });
afterAll(() => mocks.close());

const ports = [...mocks.servers].map(([api, { port }]) => [api, port] as const);

async function postRaw(port: number, text: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    body: text,
    headers: { "content-type": "application/json" },
  });
  await response.text();
  return response.status;
}

/** Sends bytes and leaves, without waiting for an answer. */
async function sendAndLeave(port: number, text: string): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(text);
  socket.destroy();
  await once(socket, "close");
}

async function expectAllAnswer(): Promise<void> {
  for (const { document, port } of mocks.servers.values()) {
    const path = Object.keys(document.paths).find(
      (template) => document.paths[template]?.get && !template.includes("{"),
    );
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    expect(response.status).toBeLessThan(500);
    expect((await response.text()).length).toBeGreaterThan(0);
  }
}

test.each(ports)("%s survives malformed JSON", async (_api, port) => {
  expect(await postRaw(port, '{"a": [')).toBeGreaterThanOrEqual(400);
  await expectAllAnswer();
});

test.each(ports)("%s survives a body of 20 MB", async (_api, port) => {
  expect(await postRaw(port, "x".repeat(20_000_000))).toBe(413);
  await expectAllAnswer();
});

test.each(ports)("%s survives an upload that stops half way and stays open", async (_api, port) => {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
  );
  await expectAllAnswer();
  socket.destroy();
  await expectAllAnswer();
});

test.each(ports)("%s survives 1,000 clients that leave at once", async (_api, port) => {
  const requests = [
    "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    "GET /",
    "",
  ];
  for (let wave = 0; wave < 10; wave += 1) {
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => sendAndLeave(port, requests[index % requests.length] ?? "")),
    );
  }
  await expectAllAnswer();
});

test.each(ports)("%s refuses what is not HTTP", async (_api, port) => {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write("hello\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
  await expectAllAnswer();
});
