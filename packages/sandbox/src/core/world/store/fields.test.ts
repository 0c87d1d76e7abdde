import { expect, test } from "vitest";
import { type Field, findFieldFault } from "./fields.ts";

const fields: Readonly<Record<string, Field>> = {
  id: "string",
  size: "number?",
  isOpen: "boolean|null",
  tags: "array|null?",
  owner: "object",
  extra: "json?",
};
const good = { id: "a", isOpen: null, owner: {} };

test.each([good, { ...good, size: 1, isOpen: true, tags: null, extra: null }, { ...good, tags: [], extra: [1] }])(
  "%j is as it should be",
  (item) => {
    expect(findFieldFault(fields, item)).toBe(undefined);
  },
);

test.each([
  [{ ...good, id: undefined }, "id", "is missing; it should be a string"],
  [{ ...good, id: null }, "id", "should be a string, and is null"],
  [{ ...good, size: "1" }, "size", "should be a number, and is a string"],
  [{ ...good, size: null }, "size", "should be a number, and is null"],
  [{ ...good, isOpen: undefined }, "isOpen", "is missing; it should be a boolean"],
  [{ ...good, tags: {} }, "tags", "should be an array, and is an object"],
  [{ ...good, owner: [] }, "owner", "should be an object, and is an array"],
  [{ ...good, other: 1 }, "other", "is no field of this kind of records"],
])("%j is not", (item, field, fault) => {
  expect(findFieldFault(fields, item)).toEqual({ field, fault });
});
