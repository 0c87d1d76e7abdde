import { expect, test } from "vitest";
import { smarttalk } from "../__fixtures__/contracts.ts";
import { serveGolden, summarize, thing } from "../__fixtures__/golden.ts";
import { notImplemented } from "../not-implemented.ts";
import { serve } from "../serve.ts";
import { findRepeatedName, hasEveryMember } from "./repeated-name.ts";

test.each([
  ['{"a":1,"a":2}', "/a"],
  ['{"a":{"b":1},"c":[{"d":1},{"e":1,"e":1}]}', "/c/1/e"],
  ['{"a":1,"\\u0061":2}', "/a"],
  ['{"a/b":1,"a/b":2}', "/a~1b"],
  ['{"a":{"x":1},"b":{"x":1},"x":"a\\":,{"}', undefined],
  ['[{"a":"b"},{"a":"b"},"a","a"]', undefined],
  ['{"":1,"":2}', "/"],
  ['"a:b"', undefined],
])("%s has a name twice at %s", (text, pointer) => {
  expect(findRepeatedName(text)).toBe(pointer);
});

test.each([
  ['{"a":1}', 1, true],
  ['{"a":1,"a":2}', 1, false],
  ['{"a":"b:c"}', 1, false],
])("%s may have lost one of %d members: %s", (text, members, isWhole) => {
  expect(hasEveryMember(text, members)).toBe(isWhole);
});

const headers = { authorization: "Bearer ada:write", "content-type": "application/json" };

test("a name twice in JSON is refused [server.json.duplicate]", async () => {
  const { fetch, seen } = serveGolden();
  const body = '{"kind":"thing","kind":"thing","nickname":null}';
  const response = await fetch(new Request("https://golden.test/things", { method: "POST", headers, body }));
  expect(await summarize(response)).toBe('400 {"message":"malformed: body /kind is given more than once"}');
  expect(seen).toEqual({});
});

test("a parameter of OAuth twice is refused in JSON as it is in a form [server.json.duplicate]", async () => {
  const { exchangeAuthorizationCode } = smarttalk.operations;
  const fetch = serve(
    { ...smarttalk, operations: { exchangeAuthorizationCode }, streams: {} },
    { exchangeAuthorizationCode: notImplemented },
    { authenticate: {} as never, formatError: ({ code, message }) => ({ message: `${code}: ${message}` }) },
  );
  const send = async (type: string, body: string) =>
    (
      await fetch(
        new Request("https://golden.test/api/oauth/aist/token", {
          method: "POST",
          headers: { "content-type": type },
          body,
        }),
      )
    ).status;
  expect([
    await send("application/x-www-form-urlencoded", "grant_type=authorization_code&code=one&code=two"),
    await send("application/json", '{"grant_type":"authorization_code","code":"one","code":"two"}'),
  ]).toEqual([400, 400]);
});

test("text with colons is taken [server.json.duplicate]", async () => {
  const { fetch, seen } = serveGolden({
    createThing: ({ body }) => ({ status: 201, body, headers: { Location: "/" } }),
  });
  const body = JSON.stringify({ ...thing, nickname: "a:b" });
  expect((await fetch(new Request("https://golden.test/things", { method: "POST", headers, body }))).status).toBe(201);
  expect(seen.createThing?.body).toMatchObject({ nickname: "a:b" });
});
