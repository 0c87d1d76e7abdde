/** The example for browsers, on a page whose back end is the example for servers; prints what it learns. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, watchChat } from "../../examples/browser.ts";
import { POST } from "../../examples/token-endpoint.ts";
import { getTask } from "../index.ts";

const backEnd = createServer(async (request, response) => {
  // A browser sends the cookie of its session by itself.
  const headers = { cookie: "session=session-1" };
  const answer = await POST(new Request(`http://shop.test${request.url}`, { method: request.method ?? "", headers }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});
backEnd.listen(0, "127.0.0.1", async () => {
  const { port } = backEnd.address() as AddressInfo; // it listens on a port
  Reflect.set(globalThis, "location", { href: `http://127.0.0.1:${port}/shop` });
  const xyz = connect(process.env.XYZ_URL);
  console.log((await getTask(xyz, "c37c1d78-4d23-4e53-949a-ddd775f25e01")).status);
  const chat = new EventTarget();
  watchChat(chat as HTMLDialogElement, xyz); // it only listens
  chat.dispatchEvent(new Event("close"));
  backEnd.close();
});
