import { beforeAll, describe, expect, test } from "vitest";
import { bundleGolden, loadValidators, need, type OperationValidators } from "./testing.ts";
import { emitValidators } from "./validators.ts";

const document = await bundleGolden();
const validators = await loadValidators(document);
const of = (id: string): OperationValidators => need(validators[id]);

test("the script imports nothing and evaluates no text", async () => {
  const { script } = await emitValidators(document);
  expect(script.match(/\brequire\(|^\s*import\b|\bimport\(|\bFunction\(|\beval\(/gm)).toBe(null);
});

test("there is a place for each operation, its parameters, bodies, answers and events", () => {
  expect(Object.keys(validators).sort()).toEqual([
    "createReply",
    "createThing",
    "createToken",
    "deleteThing",
    "getFile",
    "getThing",
    "listThings",
    "sendPicture",
    "streamChat",
    "streamWords",
    "uploadFiles",
  ]);
  const validate = expect.any(Function);
  expect(of("getThing")).toEqual({
    parameters: { path: validate, query: validate, header: validate, cookie: validate },
    request: {},
    responses: { 200: { "application/json": validate }, 304: {}, 404: { "application/json": validate } },
    events: {},
  });
});

test("equal schemas share one function", () => {
  const { request, responses } = of("createThing");
  expect(request["application/json"]).toBe(responses["201"]?.["application/json"]);
});

describe("parameters", () => {
  const id = "0b1f6f0e-6a59-4f5e-9a55-0d7f3a1c2b4d";
  test.each([
    { place: "path", value: { thingId: "thing-1" }, ok: true },
    { place: "path", value: {}, ok: false },
    { place: "path", value: { thingId: "ab" }, ok: false },
    { place: "query", value: { verbose: "yes" }, ok: true },
    { place: "query", value: { verbose: "yes", other: "1" }, ok: true },
    { place: "query", value: { verbose: true }, ok: false },
    { place: "query", value: {}, ok: false },
    { place: "header", value: { "x-request-id": id, accept: "*/*" }, ok: true },
    { place: "header", value: { "X-Request-Id": id }, ok: false },
    { place: "header", value: { "x-request-id": "1" }, ok: false },
    { place: "header", value: {}, ok: false },
    { place: "cookie", value: {}, ok: true },
    { place: "cookie", value: { session: "abc123" }, ok: true },
    { place: "cookie", value: { session: "A" }, ok: false },
  ])("getThing, $place $value: $ok", ({ place, value, ok }) => {
    expect(need(of("getThing").parameters[place])(value)).toBe(ok);
  });

  test.each([
    { id: "deleteThing", value: { verbose: true }, ok: true },
    { id: "deleteThing", value: { verbose: "yes" }, ok: false },
    { id: "listThings", value: { kinds: ["round", "square"], limit: 100 }, ok: true },
    { id: "listThings", value: { kinds: "round" }, ok: false },
    { id: "listThings", value: { limit: 101 }, ok: false },
  ])("$id, query $value: $ok", ({ id, value, ok }) => {
    expect(need(of(id).parameters.query)(value)).toBe(ok);
  });
});

describe("bodies", () => {
  const bytes = new Blob([]);
  test.each([
    { id: "uploadFiles", type: "multipart/form-data", value: { title: "Atlas", cover: bytes }, ok: true },
    { id: "uploadFiles", type: "multipart/form-data", value: { title: "", cover: bytes, pages: [bytes] }, ok: true },
    { id: "uploadFiles", type: "multipart/form-data", value: { title: "Atlas" }, ok: false },
    { id: "uploadFiles", type: "multipart/form-data", value: { title: "", cover: bytes, pages: bytes }, ok: false },
    {
      id: "createToken",
      type: "application/x-www-form-urlencoded",
      value: { grant_type: "authorization_code", code: "a", client_secret: "b" },
      ok: true,
    },
    { id: "createToken", type: "application/x-www-form-urlencoded", value: { grant_type: "password" }, ok: false },
    { id: "sendPicture", type: "image/png", value: bytes, ok: true },
  ])("$id, $value: $ok", ({ id, type, value, ok }) => {
    expect(need(of(id).request[type])(value)).toBe(ok);
  });
});

describe("events", () => {
  test.each([
    { id: "createReply", name: "content", data: { text: "Hello" }, ok: true },
    { id: "createReply", name: "content", data: { tool: "search" }, ok: false },
    { id: "createReply", name: "tool-call", data: { tool: "search" }, ok: true },
    { id: "createReply", name: "done", data: { tokens: -1 }, ok: false },
    { id: "createReply", name: "error", data: {}, ok: false },
    { id: "streamChat", name: "joined", data: { type: "joined", who: "Ada" }, ok: true },
    { id: "streamChat", name: "joined", data: { type: "left", who: "Ada" }, ok: false },
    { id: "streamChat", name: "left", data: { type: "left" }, ok: true },
  ])("$id, $name $data: $ok", ({ id, name, data, ok }) => {
    expect(need(of(id).events[name])(data)).toBe(ok);
  });

  test("events of text alone have none", () => {
    expect(Object.keys(of("streamWords").events)).toEqual(["content"]);
  });
});

describe("violations", () => {
  const validate = need(of("createThing").request["application/json"]);
  const thing = {
    kind: "thing",
    nickname: null,
    size: 1,
    position: [1, "north"],
    shape: { form: "circle", radius: 1 },
  };

  beforeAll(() => {
    expect(validate({ ...thing, kind: "other", size: 11, position: [1], count: 4.5, odd: {} })).toBe(false);
  });

  test("every one is listed", () => {
    expect(validate.errors?.map(({ instancePath, keyword, params }) => ({ instancePath, keyword, params }))).toEqual([
      { instancePath: "/kind", keyword: "const", params: { allowedValue: "thing" } },
      { instancePath: "/size", keyword: "exclusiveMaximum", params: { comparison: "<", limit: 10 } },
      { instancePath: "/count", keyword: "type", params: { type: "integer" } },
      { instancePath: "/count", keyword: "multipleOf", params: { multipleOf: 3 } },
      { instancePath: "/position", keyword: "minItems", params: { limit: 2 } },
      { instancePath: "/odd", keyword: "required", params: { missingProperty: 'said "hello"' } },
    ]);
  });

  test("a valid value afterwards clears them", () => {
    expect(validate(thing)).toBe(true);
    expect(validate.errors).toBe(null);
  });
});
