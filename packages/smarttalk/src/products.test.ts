import { isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/server.ts";
import { apiKey } from "./auth.ts";
import { syncCategories } from "./categories.ts";
import { createSmartTalk } from "./client.ts";
import { syncProducts } from "./products.ts";
import type { ProductDocument } from "./schemas.ts";

const auth = apiKey("key-1", { chatModelId: "model-1" });
const shop = { source: "shopify", siteIdentifier: "shop-1" } as const;

function* catalogue(count: number, read: (index: number) => void = () => {}): Generator<ProductDocument> {
  for (let index = 0; index < count; index += 1) {
    read(index);
    yield { type: "product", externalId: String(index), title: "Mug" };
  }
}

function sizes(asked: readonly { readonly body: unknown }[]): number[] {
  return asked.map(({ body }) => (body as { documents: unknown[] }).documents.length); // as the contract says
}

test.each([
  [0, []],
  [1, [1]],
  [50, [50]],
  [101, [50, 50, 1]],
])("%i products are sent in batches of 50", async (count, batches) => {
  const { fetch, asked } = createPlatform(json({ status: "ok" }, { status: 202 }));
  const progress: number[] = [];
  const client = createSmartTalk({ auth, fetch });
  const sent = await syncProducts(
    client,
    { ...shop, products: catalogue(count) },
    { onProgress: (taken) => progress.push(taken) },
  );
  expect([sent, sizes(asked), progress.at(-1) ?? 0]).toEqual([count, batches, count]);
});

test("a batch says where it comes from and has the credentials of the client", async () => {
  const { fetch, asked } = createPlatform(json({ status: "ok" }));
  await syncProducts(createSmartTalk({ auth, fetch }), { ...shop, products: catalogue(1) });
  expect(asked).toEqual([
    {
      method: "POST",
      target: "/api/v1/products",
      headers: { "content-type": "application/json", "x-api-key": "key-1", "x-chat-model-id": "model-1" },
      body: { ...shop, payloadVersion: "1", documents: [{ type: "product", externalId: "0", title: "Mug" }] },
    },
  ]);
});

test("a catalogue is read no further than it is sent, and a refused batch ends it", async () => {
  const { fetch, asked } = createPlatform(json({ status: "ok" }), json({ status: "error", message: "Unknown site" }));
  let read = 0;
  async function* slowly(): AsyncGenerator<ProductDocument> {
    yield* catalogue(1_000, (index) => {
      read = index + 1;
    });
  }
  const progress: number[] = [];
  const error = await syncProducts(
    createSmartTalk({ auth, fetch }),
    { ...shop, products: slowly() },
    { onProgress: (taken) => progress.push(taken) },
  ).catch((reason: unknown) => reason);
  expect(isParleyError(error) && error.code).toBe("rejected_in_body");
  expect([sizes(asked), read, progress]).toEqual([[50, 50], 100, [50]]);
});

test.each([
  [5_000, 1, undefined],
  [5_001, 0, "too_many_categories"],
])("%i categories make %i requests", async (count, requests, code) => {
  const { fetch, asked } = createPlatform(json({ status: "ok" }));
  const categories = Array.from({ length: count }, (_, index) => ({ externalId: String(index), name: "Mugs" }));
  const error = await syncCategories(createSmartTalk({ auth, fetch }), categories).catch((reason: unknown) => reason);
  expect([asked.length, isParleyError(error) ? error.code : undefined]).toEqual([requests, code]);
});
