import * as contract from "@parley/contracts/xyz/operations";
import * as streams from "@parley/contracts/xyz/streams";
import { expect, test } from "vitest";
import * as operations from "./operations.ts";

test("every operation of the contract is there, and every stream with the ending Events", () => {
  const events = Object.fromEntries(Object.entries(streams).map(([id, stream]) => [`${id}Events`, stream]));
  expect({ ...operations }).toEqual({ ...contract, ...events });
});
