/** Servers that take too long, or break off. */

import { isHead, streamOf } from "./kinds.ts";
import type { Mutation } from "./recording.ts";

/** Every such server by its name. */
export const timeMutations: readonly Mutation[] = [
  {
    name: "time: no answer",
    apply:
      (_one, { expire }) =>
      () => {
        expire();
        return new Promise<Response>(() => {});
      },
  },
  {
    name: "time: no body after the head",
    apply: ({ bytes, test }, { expire }) =>
      bytes.length > 0 && !isHead(test) ? { body: streamOf([], expire) } : undefined,
  },
  {
    name: "time: half of the body",
    apply: ({ bytes, test }, { expire }) =>
      bytes.length > 1 && !isHead(test) ? { body: streamOf([[...bytes.subarray(0, 1)]], expire) } : undefined,
  },
  {
    name: "time: no end of the body",
    apply: ({ bytes, test }, { expire }) =>
      bytes.length > 0 && !isHead(test) ? { body: streamOf([[...bytes]], expire) } : undefined,
  },
  { name: "connection: refused", apply: () => () => Promise.reject(new TypeError("fetch failed")) },
  {
    name: "connection: lost in the body",
    apply: ({ bytes, test }) =>
      bytes.length > 1 && !isHead(test)
        ? { body: streamOf([[...bytes.subarray(0, 1)]], (controller) => controller.error(new TypeError("terminated"))) }
        : undefined,
  },
];
