/** What the contract of XYZ says and takes, where it once claimed more or less than the vendor's pages. */

import { mayEnd, nextState } from "@parley/contracts";
import { listOperations, type OpenApiDocument } from "@parley/contracts/document";
import openapi from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import * as streams from "@parley/contracts/xyz/streams";
import * as validators from "@parley/contracts/xyz/validators";
import { describe, expect, test } from "vitest";

const operations = listOperations(openapi as unknown as OpenApiDocument); // generated

describe("statements of the first page", () => {
  const [, widget] = (openapi.tags as { name: string; description: string }[]).map(({ description }) => description);

  test("the snippet is a code sample of the script, word for word", () => {
    expect(openapi.paths["/widget/xyz-chat.js"].get["x-codeSamples"]).toEqual([
      {
        lang: "HTML",
        label: "Embed snippet",
        source: `<script>
  window.XYZChat = {
    token: 'JWT_TOKEN',
    host: 'https://xyzaimvp-production.up.railway.app',
    chatHost: 'https://xyzai-mvp.vercel.app',
    fetchToken: async function() {
      var res = await fetch('/api/your-token-endpoint', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ userId: 'END_USER_ID' })
      });
      return (await res.json()).data.token;
    }
  };
</script>
<script src="https://xyzaimvp-production.up.railway.app/widget/xyz-chat.js" async></script>
`,
      },
    ]);
  });

  test.each([
    "https://xyzai-mvp.vercel.app",
    "bottom right",
    "60 seconds",
    "repeats that request once",
    "`createEndUserToken` again",
  ])("%s", (words) => {
    expect(widget).toContain(words);
  });
});

describe("levels", () => {
  test.each(operations.filter(({ operation }) => operation["x-provenance"] !== "assumed"))(
    "no page prints the success status of $operation.operationId",
    ({ operation }) => {
      expect(operation).toMatchObject({ "x-provenance-of": { "200": "assumed" } });
    },
  );

  test("the order of the events is not documented as a whole", () => {
    const { responses } = openapi.paths["/api/v1/tasks/{id}/stream"].get;
    expect(responses[200].content["text/event-stream"]["x-stream"]["x-provenance"]).toBe("assumed");
  });
});

describe("null", () => {
  test.each(["env", "secrets"])("%s of a task and of a token may be null", (name) => {
    expect(validators.createTask.request["application/json"]({ message: "Hi", [name]: null })).toBe(true);
    const token = { appId: "a", appSecret: "b", endUserId: "c", [name]: null };
    expect(validators.createEndUserToken.request["application/json"](token)).toBe(true);
  });

  test("is the default of the variables of a task", () => {
    const { env, secrets } = openapi.components.schemas.TaskRequest.properties;
    expect([env.default, secrets.default]).toEqual([null, null]);
  });
});

describe("events", () => {
  const anyEvent = validators.streamTask.responses[200]["text/event-stream"];
  const call = { callId: "a", toolName: "read_file", status: "success", args: {}, output: "text" };

  test.each([
    ["an error with a status", "error", { message: "Failed", status: 500 }],
    ["a status with a call", "status", { status: "processing", callId: "a" }],
    ["a tool call with its output", "tool_call", call],
  ] as const)("%s is valid", (_name, type, data) => {
    expect(validators.streamTask.events[type](data)).toBe(true);
    expect(anyEvent(data)).toBe(true);
  });

  test("the union is open, so that one object may be several events", () => {
    expect(Object.keys(openapi.components.schemas.TaskEvent)).toEqual(["description", "anyOf"]);
    expect(JSON.stringify(openapi.components.schemas)).not.toContain('"propertyNames":{"not"');
  });
});

describe("order of events", () => {
  const { automaton } = streams.streamTask;

  /** Whether the stream may be these events and nothing else. */
  function isComplete(events: string): boolean {
    const state = events
      .split(" ")
      .reduce<number | undefined>((from, event) => (from === undefined ? from : nextState(automaton, from, event)), 0);
    return state !== undefined && mayEnd(automaton, state);
  }

  test.each([
    "history_done",
    "history_message history_done done",
    "history_done tool_call tool_call tool_result tool_result content done",
    "history_done tool_call content thought status tool_result done",
    "history_done subagent_start subagent_start subagent_end content subagent_end done",
    "history_done tool_result subagent_tool error",
  ])("%s", (events) => {
    expect(isComplete(events)).toBe(true);
  });

  test.each(["history_message", "history_done content", "content done", "history_done done content"])(
    "not %s",
    (events) => {
      expect(isComplete(events)).toBe(false);
    },
  );
});
