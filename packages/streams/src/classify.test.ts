import { describe, expect, test } from "vitest";
import { type ClassifiedEvent, classifyEvent, type ServerSentEvent, type StreamForms } from "./classify.ts";

const prototypeNames = ["__proto__", "constructor", "toString"];

describe("by the SSE field", () => {
  const forms: StreamForms = {
    discriminator: "event",
    events: { message: { json: true }, done: { text: "[DONE]" }, error: { pattern: "^E\\d+$" } },
  };

  test.each<[ServerSentEvent, ClassifiedEvent]>([
    [{ data: '{"a":1}' }, { name: "message", data: { a: 1 } }],
    [
      { event: "", data: "null" },
      { name: "message", data: null },
    ],
    [
      { event: "message", data: "[1]" },
      { name: "message", data: [1] },
    ],
    [
      { event: "message", data: "{" },
      { data: "{", problem: 'the data is not JSON: "{"' },
    ],
    [
      { event: "done", data: "[DONE]" },
      { name: "done", data: "[DONE]" },
    ],
    [
      { event: "done", data: "done" },
      { data: "done", problem: 'unknown text "done" of event "done"' },
    ],
    [
      { event: "error", data: "E42" },
      { name: "error", data: "E42" },
    ],
    [
      { event: "error", data: "E" },
      { data: "E", problem: 'unknown text "E" of event "error"' },
    ],
    [
      { event: "Done", data: "[DONE]" },
      { data: "[DONE]", problem: 'unknown event "Done"' },
    ],
  ])("%j", (event, classified) => {
    expect(classifyEvent(forms, event)).toEqual(classified);
  });

  test.each(prototypeNames)("%s is unknown unless the contract has it", (name) => {
    const known: StreamForms = { discriminator: "event", events: Object.fromEntries([[name, { json: true }]]) };
    expect(classifyEvent(forms, { event: name, data: "1" })).toEqual({ data: "1", problem: `unknown event "${name}"` });
    expect(classifyEvent(known, { event: name, data: "1" })).toEqual({ name, data: 1 });
  });
});

describe("by the member type of the data", () => {
  const forms: StreamForms = { discriminator: "data.type", events: { token: { json: true } } };
  const noType = 'the data has no member "type"';

  test.each<[ServerSentEvent, ClassifiedEvent]>([
    [{ data: '{"type":"token","a":1}' }, { name: "token", data: { type: "token", a: 1 } }],
    [
      { event: "end", data: '{"type":"token"}' },
      { name: "token", data: { type: "token" } },
    ],
    [
      { event: "token", data: '{"type":"end"}' },
      { data: { type: "end" }, problem: 'unknown event "end"' },
    ],
    [{ data: "{}" }, { data: {}, problem: noType }],
    [{ data: '{"type":1}' }, { data: { type: 1 }, problem: noType }],
    [{ data: "null" }, { data: null, problem: noType }],
    [{ data: '"token"' }, { data: "token", problem: noType }],
    [{ data: "" }, { data: "", problem: 'the data is not JSON: ""' }],
    [{ data: "x".repeat(100) }, { data: "x".repeat(100), problem: `the data is not JSON: "${"x".repeat(80)}"` }],
  ])("%j", (event, classified) => {
    expect(classifyEvent(forms, event)).toEqual(classified);
  });

  test.each(prototypeNames)("%s is unknown unless the contract has it", (name) => {
    const known: StreamForms = { discriminator: "data.type", events: Object.fromEntries([[name, { json: true }]]) };
    const data = { type: name };
    const event = { data: JSON.stringify(data) };
    expect(classifyEvent(forms, event)).toEqual({ data, problem: `unknown event "${name}"` });
    expect(classifyEvent(known, event)).toEqual({ name, data });
  });
});

describe("by the text", () => {
  const words: StreamForms["events"] = { done: { text: "[DONE]" }, error: { pattern: "^error:" } };
  const forms: StreamForms = { discriminator: "text", events: { content: { json: true }, ...words } };

  test.each<[ServerSentEvent, ClassifiedEvent]>([
    [{ data: "[DONE]" }, { name: "done", data: "[DONE]" }],
    [
      { event: "content", data: "[DONE]" },
      { name: "done", data: "[DONE]" },
    ],
    [{ data: "error: full" }, { name: "error", data: "error: full" }],
    [{ data: '{"text":"error:"}' }, { name: "content", data: { text: "error:" } }],
    [{ data: "[DONE] " }, { data: "[DONE] ", problem: 'the data is not JSON: "[DONE] "' }],
  ])("%j", (event, classified) => {
    expect(classifyEvent(forms, event)).toEqual(classified);
  });

  test("a text that no event has is unknown where there is no JSON", () => {
    expect(classifyEvent({ discriminator: "text", events: words }, { data: '{"a":1}' })).toEqual({
      data: '{"a":1}',
      problem: 'unknown text "{\\"a\\":1}"',
    });
  });

  test("the first event of the contract wins", () => {
    const events = { any: { pattern: "." }, done: { text: "done" } };
    expect(classifyEvent({ discriminator: "text", events }, { data: "done" })).toEqual({ name: "any", data: "done" });
  });

  test.each(prototypeNames)("%s may be the name and the text of an event", (name) => {
    const known: StreamForms = { discriminator: "text", events: Object.fromEntries([[name, { text: name }]]) };
    expect(classifyEvent(known, { data: name })).toEqual({ name, data: name });
  });
});
