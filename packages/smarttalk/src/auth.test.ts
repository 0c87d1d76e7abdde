import * as operations from "@parley/contracts/smarttalk/operations";
import { expect, test } from "vitest";
import { auths, presented } from "./__fixtures__/presented.ts";
import { createPlatform } from "./__fixtures__/server.ts";
import { createSmartTalk } from "./client.ts";

/** The letter of the table for each header that carries a credential. */
const letters: Readonly<Record<string, string>> = {
  "authorization Bearer oauth-1": "O",
  "authorization Bearer jwt-1": "B",
  "authorization Bearer api-1": "B",
  "x-use-chatbot-auth true": "C",
  "x-api-key key-1": "K",
  "x-chat-model-id model-1": "M",
  "apptoken app-1": "A",
  "x-chat-visitor-token visitor-1": "V",
};

type AnyRequest = (method: string, path: string, init: object) => Promise<unknown>;

/** What a client of each way to authenticate sends with a call of an operation. */
async function row({ method, path: template }: { readonly method: string; readonly path: string }): Promise<string[]> {
  const cells = auths.map(async (auth) => {
    const platform = createPlatform(() => new Response("{}"));
    const client = createSmartTalk({ auth, fetch: platform.fetch });
    const path = { chatModelId: "m", chatInstanceId: "i", canvasId: "c", templateId: "t" };
    await (client.request as AnyRequest)(method, template, { params: { path } }); // also what the types refuse
    const [asked] = platform.asked;
    const found = Object.entries(asked?.headers ?? {}).map(([name, value]) => letters[`${name} ${value}`] ?? "");
    return found.sort((left, right) => "OBKCMAV".indexOf(left) - "OBKCMAV".indexOf(right)).join("") || ".";
  });
  return Promise.all(cells);
}

const byId = new Map(Object.entries<object>(operations));

test.each(Object.entries(presented))("%s takes the credentials of one alternative and no others", async (id, cells) => {
  // What does not compile is sent without credentials, for the platform to refuse.
  expect(await row(byId.get(id) as { method: string; path: string })).toEqual(
    cells.split(/ +/).map((cell) => (cell === "-" ? "." : cell)),
  );
});

test("every operation has its row", () => {
  expect(Object.keys(presented)).toEqual([...byId.keys()].sort());
});
