import * as contract from "@parley/contracts/chatzy/operations";
import * as streams from "@parley/contracts/chatzy/streams";
import { expect, test } from "vitest";
import * as operations from "./operations.ts";

test("every operation and every stream of the contract is there", () => {
  const { streamReplyEvents, ...raw } = operations;
  expect(raw).toEqual({ ...contract });
  expect({ streamReply: streamReplyEvents }).toEqual({ ...streams });
});
