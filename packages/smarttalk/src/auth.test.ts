import { callRaw } from "@parley/client";
import { expect, test } from "vitest";
import { auths, presented } from "./__fixtures__/presented.ts";
import { createPlatform } from "./__fixtures__/server.ts";
import { createSmartTalk } from "./client.ts";
import * as operations from "./operations.ts";

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

type AnyCall = (api: object, operation: object, input: object) => Promise<Response>;

/** What a client of each way to authenticate sends with a call of an operation. */
async function row(operation: object): Promise<string[]> {
  const cells = auths.map(async (auth) => {
    const platform = createPlatform(() => new Response("{}"));
    const client = createSmartTalk({ auth, fetch: platform.fetch });
    const path = { chatModelId: "m", chatInstanceId: "i", canvasId: "c", templateId: "t" };
    await (callRaw as AnyCall)(client, operation, { path }); // also what the types refuse
    const [asked] = platform.asked;
    const found = Object.entries(asked?.headers ?? {}).map(([name, value]) => letters[`${name} ${value}`] ?? "");
    return found.sort((left, right) => "OBKCMAV".indexOf(left) - "OBKCMAV".indexOf(right)).join("") || ".";
  });
  return Promise.all(cells);
}

const byId = new Map(Object.entries(operations).filter(([name]) => !name.endsWith("Events")));

test.each(Object.entries(presented))("%s takes the credentials of one alternative and no others", async (id, cells) => {
  // What does not compile is sent without credentials, for the platform to refuse.
  expect(await row(byId.get(id) ?? {})).toEqual(cells.split(/ +/).map((cell) => (cell === "-" ? "." : cell)));
});

test("every operation has its row", () => {
  expect(Object.keys(presented)).toEqual([...byId.keys()].sort());
});
