import { expect, test } from "vitest";
import { authorize, exchangeOf } from "./__fixtures__/authorize.ts";
import { as, openShop, type Shop } from "./__fixtures__/shop.ts";
import { demo } from "./seeds/demo-ids.ts";

const { chatModelId, chatInstanceId } = demo;

/** What somebody does in a world, as texts. */
async function play(shop: Shop, world: string): Promise<readonly string[]> {
  const headers = { "x-parley-world": world };
  const send = async (path: string, json?: object, more = {}) =>
    (await shop.send(path, { headers: { ...headers, ...more }, ...(json && { json }) })).text;
  const opened = await send("/api/chat/createInstance", { chatModelId });
  const own = { chatInstanceId: JSON.parse(opened).chatInstanceId, chatModelId };
  return [
    opened,
    await send("/api/chat?stream=true", { ...own, message: "Where is my order 4711?" }),
    await send("/api/chat", { ...own, message: `I am in ${world}` }),
    await send(`/api/chat/history/${own.chatInstanceId}`),
    await send("/api/v1/integrations/user-token", { email: "a@example.com", id: "1" }, as.api),
  ];
}

test("50 worlds at once get what each gets alone, to the byte", async () => {
  const worlds = Array.from({ length: 50 }, (_none, index) => `worker-${index}`);
  const shop = openShop();
  const together = await Promise.all(worlds.map((world) => play(shop, world)));
  const other = openShop();
  const alone: (readonly string[])[] = [];
  for (const world of worlds) alone.push(await play(other, world));
  expect(together).toEqual(alone);
  for (const [index, texts] of together.entries()) {
    expect(
      texts
        .join()
        .match(/worker-\d+/g)
        ?.every((name) => name === worlds[index]),
    ).toBe(true);
  }
});

test("a code of one world is none in another, and a token opens its own", async () => {
  const shop = openShop();
  const code = (await authorize(shop)).searchParams.get("code") ?? "";
  const exchange = (world: string) =>
    shop.send("/api/oauth/aist/token", { json: exchangeOf(code), headers: { "x-parley-world": world } });
  expect((await exchange("other")).json).toEqual({ error: "invalid_grant" });
  const { access_token: token } = (await exchange("default")).json;
  const read = (world: string) =>
    shop.send(`/api/chat/history/${chatInstanceId}`, {
      headers: { authorization: `Bearer ${token}`, "x-parley-world": world },
    });
  expect([(await read("default")).status, (await read("other")).status]).toEqual([200, 401]);
});

test.each(["empty", "demo", "returning-visitor", "long-history"] as const)(
  "the seed %s can be worked with",
  async (seed) => {
    const shop = openShop({ seed });
    const model = await shop.send(`/api/chat/getModel?id=${chatModelId}`);
    expect(model.status).toBe(seed === "empty" ? 404 : 200);
    expect((await shop.send("/api/stripe/pricing")).status).toBe(200);
    const { collections } = await shop.sandbox.worlds.exportWorld("default");
    expect(collections["smarttalk/clients"]).toHaveLength(2);
    // What is written down can be read again.
    const document = JSON.parse(JSON.stringify(await shop.sandbox.worlds.exportWorld("default")));
    await shop.sandbox.worlds.importWorld(document, "copy");
    const copy = { headers: { "x-parley-world": "copy" } };
    expect((await shop.send(`/api/chat/getModel?id=${chatModelId}`, copy)).text).toBe(model.text);
  },
);
