/** Tasks that are there before anybody comes: those that the contract shows, and longer ones. */

import { demoApp, demoKey } from "./accounts.ts";
import { type SeedTask, textEvents } from "./seed-task.ts";
import { ownerOfEndUser } from "./tokens.ts";

const visitor = { owner: ownerOfEndUser(demoApp.id, "user-42"), username: "user-42" } as const;

const sales = `region,month,amount
North,2025-11,4200.00
North,2025-12,5150.50
North,2026-01,3980.25
South,2025-11,3105.00
South,2025-12,4890.75
South,2026-01,2960.00
West,2025-11,1875.40
West,2025-12,2410.10
West,2026-01,2033.90
`;
const totals = "region,total\nNorth,13330.75\nSouth,10955.75\nWest,6319.40\n";
const summary = `I added up the nine rows of \`uploads/sales.csv\` by region:

| region | total |
|---|---|
| North | 13330.75 |
| South | 10955.75 |
| West | 6319.40 |

North sold the most, West less than half of that. The table is saved as \`downloads/output.csv\`.`;

/** A question and a follow-up. */
export const questionTask: SeedTask = {
  ...visitor,
  id: "c37c1d78-4d23-4e53-949a-ddd775f25e01",
  number: 1,
  sessionId: "80513b3f-9030-4776-a209-f2d96b1abce1",
  conversationId: "1769442659997-70avfyadp",
  turns: [
    {
      message: "How do I add the chat widget to my shop?",
      at: "2026-01-26T15:50:54.870Z",
      took: [5_128, 7_770],
      events: textEvents(
        `Three steps put the chat on your shop.

1. Create a widget app in the console and list the address of your shop as an allowed origin. You get an app id and an app secret.
2. Add one route to your server that asks for a token with the id, the secret and the id of the customer who is logged in. The secret stays on the server.
3. Put the config object and the script tag into your page. The bubble appears at the bottom right.

From then on the widget renews its token by itself.`,
      ),
    },
    {
      message: "How long does a token live?",
      at: "2026-01-26T15:52:09.318Z",
      took: [1_113, 6_059],
      events: textEvents("A token lives for an hour, unless your server asks for another lifetime with `expiresIn`."),
    },
  ],
};

/** A question about a file. */
const salesTask: SeedTask = {
  ...visitor,
  id: "1f6c2a90-4b7e-4d35-8c21-7e0d9a5b3f44",
  number: 2,
  sessionId: "2b9e4f70-83c1-4d6a-9f02-c5a71e8d4b36",
  conversationId: "1769443205312-4kq8zt1mw",
  turns: [
    {
      message: "Add up uploads/sales.csv by region and save the result as downloads/output.csv.",
      attached: ["uploads/sales.csv"],
      at: "2026-01-26T16:00:03.870Z",
      took: [1_443, 8_832],
      events: [
        {
          type: "thought",
          subject: "Plan",
          description: "Read the file, add up the amounts for each region, write the totals.",
        },
        { type: "tool_call", callId: "call_123", toolName: "read_file", arguments: { path: "uploads/sales.csv" } },
        { type: "tool_result", callId: "call_123", toolName: "read_file", status: "success", output: sales },
        {
          type: "tool_call",
          callId: "call_456",
          toolName: "write_file",
          arguments: { path: "downloads/output.csv", content: totals },
        },
        {
          type: "tool_result",
          callId: "call_456",
          toolName: "write_file",
          status: "success",
          output: `Wrote ${totals.length} bytes.`,
        },
        ...textEvents(summary),
      ],
    },
  ],
  files: [
    { path: "uploads/sales.csv", content: sales, modifiedAt: "2026-01-26T16:00:04.118Z" },
    { path: "downloads/output.csv", content: totals, modifiedAt: "2026-01-26T16:00:09.640Z" },
  ],
};

const timeout = "The model did not answer in time.";

/** A task of the API key that has failed. */
const failedTask: SeedTask = {
  id: "e40b7d6c-2f18-4a9e-8b53-60d7c9f1a2e5",
  owner: `key ${demoKey.id}`,
  number: 1,
  username: demoKey.username,
  apiKeyId: demoKey.id,
  sessionId: "95a1f6e8-7d40-4c3b-8e29-b3d2064fa1c7",
  conversationId: "1769439600481-m8w2qd5hz",
  systemPrompt: "Answer in one sentence.",
  env: { TENANT_ID: "shop-7" },
  turns: [
    {
      message: "Check the links of https://simple-agent-chat.space/",
      at: "2026-01-26T14:59:58.120Z",
      took: [2_362, 122_373],
      events: [{ type: "error", code: "upstream_timeout", message: timeout, status: 504 }],
      error: { code: "upstream_timeout", message: timeout },
    },
  ],
};

/** What the contract shows. */
export const demoTasks: readonly SeedTask[] = [questionTask, salesTask, failedTask];

/** More tasks than a page has, and one with more turns than anybody reads. */
export function longHistory(tasks: number, turns: number): SeedTask[] {
  const begin = Date.parse("2026-01-01T09:00:00.000Z");
  return Array.from({ length: tasks }, (_, index): SeedTask => {
    const number = index + 1;
    const id = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
    const turn = (count: number) => ({
      message: `Question ${count} of task ${number}: how long does delivery take?`,
      at: new Date(begin + index * 3_600_000 + count * 30_000).toISOString(),
      took: [500, 5_000] as const,
      events: textEvents(`Answer ${count} of task ${number}: two working days within Germany.`),
    });
    const rest = number === tasks ? Array.from({ length: turns - 1 }, (_unused, count) => turn(count + 2)) : [];
    return {
      ...visitor,
      id,
      number,
      sessionId: id,
      conversationId: `${begin + index * 3_600_000}-${String(number).padStart(9, "0")}`,
      turns: [turn(1), ...rest],
    };
  });
}
