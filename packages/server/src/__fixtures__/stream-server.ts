/** A program that serves one endless stream and ends in order; prints its port. */

import { closeOnSignals, listen } from "../node/index.ts";
import { begin, sendTask, untilAborted } from "./task-stream.ts";

const host = await listen(
  () =>
    sendTask(async function* (signal) {
      yield begin;
      yield await untilAborted(signal);
    }).response,
  { port: 0 },
);
closeOnSignals(host, { deadline: 5_000 });
console.log(host.port);
