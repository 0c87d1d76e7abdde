import * as contract from "@parley/contracts/xyz/operations";
import * as streams from "@parley/contracts/xyz/streams";
import { expect, test } from "vitest";
import * as operations from "./operations.ts";

test("every operation and every stream of the contract is there", () => {
  const { streamTaskEvents, ...raw } = operations;
  expect(raw).toEqual({ ...contract });
  expect({ streamTask: streamTaskEvents }).toEqual({ ...streams });
});
