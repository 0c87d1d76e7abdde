import fc from "fast-check";
import { expect, test } from "vitest";
import { createChance } from "./index.ts";

/** One thing of each kind. */
function drawAll(seed: string, purpose = "test") {
  const chance = createChance(seed, purpose);
  return {
    float: chance.float(),
    integer: chance.integer(10, 99),
    pick: chance.pick(["a", "b", "c", "d"]),
    bytes: [...chance.bytes(4)],
    hex: chance.hex(16),
    text: chance.text(6, "01"),
    id: chance.id("conv_"),
    uuid: chance.uuid(),
  };
}

test("a seed gives the same for ever", () => {
  expect(drawAll("demo")).toEqual(drawAll("demo"));
  expect(drawAll("demo")).toMatchInlineSnapshot(`
    {
      "bytes": [
        100,
        38,
        136,
        135,
      ],
      "float": 0.7508410280256453,
      "hex": "ebfce611ebaedc1b",
      "id": "conv_1ebcop05ejm20qor1dv5uvoy",
      "integer": 69,
      "pick": "a",
      "text": "001000",
      "uuid": "029cad8c-8424-40e2-9fbb-cb396b336962",
    }
  `);
});

test("other seeds and purposes give other things", () => {
  const uuids = [drawAll("demo"), drawAll("demo2"), drawAll("demo", "other"), drawAll('demo","', "")].map(
    ({ uuid }) => uuid,
  );
  expect(new Set(uuids).size).toBe(4);
});

test("what is drawn has the form it should have, whatever the seed", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (seed, purpose) => {
      const all = drawAll(seed, purpose);
      expect(all.uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(all.id).toMatch(/^conv_[a-z\d]{24}$/);
      expect([all.float >= 0 && all.float < 1, all.integer >= 10 && all.integer <= 99]).toEqual([true, true]);
    }),
    { seed: 7 },
  );
});

test("there is nothing to pick of nothing", () => {
  expect(() => createChance("demo", "test").pick([])).toThrow(RangeError);
});
