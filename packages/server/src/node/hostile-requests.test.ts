/** What strangers try against a served contract on a port, byte by byte. */

import { createManualClock, settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { serveGolden } from "../__fixtures__/golden.ts";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";
import { begin, content, sendTask } from "../__fixtures__/task-stream.ts";

test.each([
  ["Authorization: Bearer ada\r\nX-Api-Key: ada\r\nx-api-key: ada\r\n", 400],
  ["Authorization: Bearer ada\r\nX-Api-Key: ada, ada\r\n", 400],
  ["Authorization: Bearer ada\r\nX-Api-Key: ada\r\n", 200],
  ["Authorization: Bearer ada\r\nAuthorization: Bearer ada\r\nX-Api-Key: ada\r\n", 400],
])("the credentials %j are answered with %d [server.credential.repeated]", async (headers, status) => {
  const { port } = await start(serveGolden().fetch);
  const client = await connectRaw(port, get("/things", `${headers}connection: close\r\n`));
  expect(answersOf(await client.closed)).toMatchObject([{ status }]);
});

test("an upload that is cut off reaches no handler and leaves nothing open [server.upload.aborted]", async () => {
  const { fetch, seen, errors } = serveGolden();
  const host = await start(fetch);
  const form = '--b\r\nContent-Disposition: form-data; name="cover"; filename="a"\r\n\r\nhalf';
  const client = await connectRaw(
    host.port,
    "POST /uploads HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ada\r\n" +
      `content-type: multipart/form-data; boundary=b\r\ncontent-length: ${2 * form.length}\r\n\r\n${form}`,
  );
  await until(() => host.counts().requests === 1);
  client.socket.destroy();
  await untilIdle(host);
  expect([seen, errors]).toEqual([{}, []]);
});

test("a source that waits for a client is left when that goes [server.stream.blocked-reader-gone]", async () => {
  const clock = createManualClock();
  let asked = 0;
  let isLeft = false;
  const host = await start(
    () =>
      sendTask(
        async function* () {
          try {
            yield begin;
            for (;;) {
              asked += 1;
              yield content("x".repeat(65_536));
            }
          } finally {
            isLeft = true;
          }
        },
        { clock, stallTimeout: 1_000 },
      ).response,
    { clock },
  );
  const client = await connectRaw(host.port, get());
  client.socket.pause();
  // One sleeps for the heartbeat, the other for the client.
  await until(() => clock.sleeping() === 2);
  let before = -1;
  while (before !== asked) {
    before = asked;
    for (let turn = 0; turn < 20; turn += 1) await settle();
  }
  client.socket.destroy();
  await untilIdle(host);
  expect([isLeft, clock.sleeping()]).toEqual([true, 0]);
});
