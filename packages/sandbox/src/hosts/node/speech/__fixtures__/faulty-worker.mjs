/** A thread that hangs, dies, or says what it got, as the text wants. */

import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ text }) => {
  if (text === "hang") for (;;);
  if (text === "die") process.exit(1);
  if (text === "throw") throw new Error("sk-secret");
  if (text === "fail") parentPort.postMessage({ error: "sk-secret" });
  else parentPort.postMessage({ wav: new TextEncoder().encode(text) });
});
