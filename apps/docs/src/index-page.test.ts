import { describe, expect, test } from "vitest";
import { document } from "./__fixtures__/document.ts";
import { describeContract } from "./contracts.ts";
import { indexPage } from "./index-page.ts";
import { mockAddresses } from "./mock-addresses.ts";

const birds = describeContract({ api: "birds", folder: "", document });

test("a contract is counted", () => {
  expect(birds).toMatchObject({ operations: 2, streams: 1, provenance: { documented: 1, assumed: 1 } });
});

describe("addresses of the mocks", () => {
  const second = { ...birds, api: "fish", title: "Fish & <chips>" };

  test("follow from the first port and the order of the contracts", () => {
    const text = indexPage([birds, second], mockAddresses(["birds", "fish"], 5000));
    expect([...new Set(text.match(/127\.0\.0\.1:\w+/g))]).toEqual(["127.0.0.1:5011", "127.0.0.1:5012"]);
  });

  test("are left open where the ports are free ones", () => {
    const text = indexPage([birds], mockAddresses(["birds"], 0));
    expect([...new Set(text.match(/127\.0\.0\.1:\w+/g))]).toEqual(["127.0.0.1:PORT"]);
  });

  test("are those that the mocks have, where they are known", () => {
    const text = indexPage([birds, second], mockAddresses(["birds", "fish"], 0, { fish: 5999 }));
    expect([...new Set(text.match(/127\.0\.0\.1:\w+/g))]).toEqual(["127.0.0.1:PORT", "127.0.0.1:5999"]);
  });

  test("texts of a contract are escaped", () => {
    expect(indexPage([second], mockAddresses(["fish"], 4000))).not.toContain("<chips>");
  });
});
