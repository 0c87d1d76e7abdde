/** Requests that a client sends without waiting for their answers. */

import { settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";

test("are served one at a time on each connection, in their order [server.host.pipelining]", async () => {
  const log: string[] = [];
  let answer = (): void => {};
  const { port } = await start(async ({ url }) => {
    const { pathname } = new URL(url);
    log.push(`begin ${pathname}`);
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    log.push(`end ${pathname}`);
    return new Response(pathname);
  });
  const client = await connectRaw(port, get("/1") + get("/2") + get("/3", "connection: close\r\n"));
  for (const name of ["/1", "/2", "/3"]) {
    await until(() => log.at(-1) === `begin ${name}`);
    for (let turn = 0; turn < 5; turn += 1) await settle();
    expect(log.at(-1)).toBe(`begin ${name}`);
    answer();
  }
  expect(answersOf(await client.closed).map(({ body }) => body)).toEqual(["/1", "/2", "/3"]);
  expect(log).toEqual(["begin /1", "end /1", "begin /2", "end /2", "begin /3", "end /3"]);
});

test("of one connection do not wait for those of another", async () => {
  const { port } = await start(({ url }) => (url.endsWith("/now") ? new Response("now") : new Promise(() => {})));
  const stuck = await connectRaw(port, get("/never") + get("/now"));
  const other = await connectRaw(port, get("/now", "connection: close\r\n"));
  expect(answersOf(await other.closed)).toMatchObject([{ body: "now" }]);
  stuck.socket.destroy();
});

test("are read no further than some that wait, and go on when those are served [server.host.pipelining]", async () => {
  let goOn = (): void => {};
  let served = 0;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const host = await start(async () => {
    await gate;
    served += 1;
    return new Response("x");
  });
  const many = 5_000;
  const client = await connectRaw(host.port, get().repeat(many) + get("/", "connection: close\r\n"));
  for (let turn = 0; turn < 100; turn += 1) await settle();
  // What was read before it was known how many there are: 64 KiB.
  expect([host.counts().requests > 16, host.counts().requests < many / 2]).toEqual([true, true]);
  goOn();
  await client.closed;
  await untilIdle(host);
  expect(served).toBe(many + 1);
});
