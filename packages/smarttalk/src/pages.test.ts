import { isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/server.ts";
import { apiToken, oauth } from "./auth.ts";
import { createSmartTalk } from "./client.ts";
import { listChatConversations } from "./conversations.ts";
import { listSmartflowTemplates } from "./templates.ts";

const chatModelId = "model-1";

/** Lists until the end or an error, and what was asked for; who asks for more than there is gets a refusal. */
async function list(kind: "conversations" | "templates", answers: readonly object[], most = 100) {
  const { fetch, asked } = createPlatform(...answers.map((answer) => json(answer)), json({}, { status: 418 }));
  const ids: (string | undefined)[] = [];
  const items =
    kind === "conversations"
      ? listChatConversations(createSmartTalk({ auth: oauth("oauth-1"), fetch }), { chatModelId, q: "mug" })
      : listSmartflowTemplates(createSmartTalk({ auth: apiToken("api-1", { chatModelId }), fetch }), { limit: 2 });
  let code: string | undefined;
  try {
    for await (const { id } of items) if (ids.push(id) === most) break;
  } catch (error) {
    code = isParleyError(error) ? error.code : String(error);
  }
  return { ids, code, targets: asked.map(({ target }) => target) };
}

test("conversations follow the cursor to its end", async () => {
  const pages = [
    { conversations: [{ id: "a" }, { id: "b" }], nextCursor: "c1" },
    { conversations: [{ id: "b" }, { id: "c" }], nextCursor: null },
  ];
  expect(await list("conversations", pages)).toEqual({
    ids: ["a", "b", "c"],
    code: undefined,
    targets: [
      "/api/chat/conversations?limit=20&chatModelId=model-1&q=mug",
      "/api/chat/conversations?limit=20&chatModelId=model-1&q=mug&cursor=c1",
    ],
  });
});

test("templates follow the number of pages", async () => {
  const pages = [1, 2].map((page) => ({
    templates: [{ id: `t${page}` }],
    pagination: { page, totalPages: 2, total: 2 },
  }));
  expect(await list("templates", pages)).toEqual({
    ids: ["t1", "t2"],
    code: undefined,
    targets: ["/api/v1/smartflow-templates?limit=2&page=1", "/api/v1/smartflow-templates?limit=2&page=2"],
  });
});

test("whoever has enough asks for no further page", async () => {
  const { ids, targets } = await list(
    "conversations",
    [{ conversations: [{ id: "a" }, { id: "b" }], nextCursor: "c1" }],
    1,
  );
  expect([ids, targets.length]).toEqual([["a"], 1]);
});

test.each<["conversations" | "templates", string, object, string[], number]>([
  ["conversations", "the same page again and again", { conversations: [{ id: "a" }], nextCursor: "c1" }, ["a"], 2],
  ["conversations", "empty pages without end", { conversations: [], nextCursor: "c1" }, [], 1],
  [
    "templates",
    "the same page again and again",
    { templates: [{ id: "t" }], pagination: { totalPages: 1_000_000 } },
    ["t"],
    2,
  ],
  ["templates", "nothing, and more to come", { pagination: { totalPages: 2 } }, [], 1],
])("%s end with an error when there is %s", async (kind, _reason, page, ids, requests) => {
  const result = await list(kind, Array(5).fill(page));
  expect({ ...result, targets: result.targets.length }).toEqual({ ids, code: "endless_pages", targets: requests });
});

test.each<["conversations" | "templates", object]>([
  ["conversations", {}],
  ["templates", {}],
  ["templates", { templates: [], pagination: { page: 1, totalPages: 0, total: 0 } }],
])("%s may be none at all: %j", async (kind, page) => {
  expect(await list(kind, [page])).toMatchObject({ ids: [], code: undefined });
});
