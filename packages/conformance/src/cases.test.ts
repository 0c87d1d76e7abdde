import { expect, test } from "vitest";
import { compileContract, contract } from "./__fixtures__/contract.ts";
import { document } from "./__fixtures__/document.ts";
import { listCases } from "./cases.ts";

const { positive, negative, counts } = listCases(contract);

function titlesOf(operationId: string, cases: readonly { operationId: string; title: string }[]): string[] {
  return cases
    .filter((one) => one.operationId === operationId)
    .map(({ title }) => title.slice(operationId.length + 1).replace(/^application\/json (?=with|body)/, "JSON "));
}

test("each documented answer is asked for, and each other way to ask rightly", () => {
  expect(titlesOf("addNote", positive)).toEqual([
    "200 application/json ok",
    "200 application/json twice",
    "201 application/json made",
    "204",
    "400 application/json bad",
    "401 application/json who",
    "404 application/json missing",
    "429 application/json slow",
    "500 application/json broken",
    "takes body 2 (application/json)",
    "takes a request without what is optional",
    "takes the credentials token",
  ]);
  expect(titlesOf("startSignIn", positive)).toEqual(["302", "400 application/json bad", "by HEAD"]);
});

test("each rule of the contract is broken once", () => {
  expect(titlesOf("addNote", negative)).toEqual([
    "without query lang",
    "without header X-Request-Id",
    "with path id with an unknown text",
    "with query lang with an unknown text",
    "with query limit with an unknown text",
    "with query limit as a fraction",
    "with query limit below 1",
    "with query limit above 100",
    "with header X-Request-Id empty",
    "with header X-Request-Id with less than 2 characters",
    "without credentials",
    "with unknown credentials",
    "JSON without /text",
    "JSON without /author/name",
    "JSON body as null",
    "JSON body as a list",
    "JSON body as text",
    "JSON body with an unknown member",
    "JSON with /text as null",
    "JSON with /text as a number",
    "JSON with /text as a list",
    "JSON with /text empty",
    "JSON with /text with less than 2 characters",
    "JSON with /text with more than 20 characters",
    "JSON with /kind as null",
    "JSON with /kind as a number",
    "JSON with /kind as a list",
    "JSON with /kind with an unknown text",
    "JSON with /kind empty",
    "JSON with /weight as null",
    "JSON with /weight as text",
    "JSON with /weight as a fraction",
    "JSON with /weight below 0",
    "JSON with /weight not below 10",
    "JSON with /isDone as null",
    "JSON with /isDone as text",
    "JSON with /isDone as a number",
    "JSON with /due as null",
    "JSON with /due as a number",
    "JSON with /due as a list",
    "JSON with /due with an unknown text",
    "JSON with /due with a day that no month has",
    "JSON with /due empty",
    "JSON with /tags as null",
    "JSON with /tags as an object",
    "JSON with /tags as text",
    "JSON with /tags empty",
    "JSON with /tags with more than 3 items",
    "JSON with /tags with one item twice",
    "JSON with /author as null",
    "JSON with /author as a list",
    "JSON with /author as text",
    "JSON with /author/name as null",
    "JSON with /author/name as a number",
    "JSON with /author/name as a list",
    "JSON with /author/name with more than 20 characters",
    "JSON without /text (body 2)",
    "without a body",
    "as text/x-unknown",
    "with broken JSON",
    "by PUT",
    "at an unknown path",
  ]);
  expect(titlesOf("createToken", negative)).toContain("application/x-www-form-urlencoded with /hours above 24");
});

test.each([
  [
    "with query limit below 1",
    {
      query: [
        ["lang", "en"],
        ["limit", "0"],
      ],
    },
  ],
  [
    "with query limit above 100",
    {
      query: [
        ["lang", "en"],
        ["limit", "101"],
      ],
    },
  ],
  ["with path id with an unknown text", { path: "/notes/parley%20unknown" }],
  ["application/json with /weight not below 10", { body: { value: { weight: 10 } } }],
  ["application/json with /text with more than 20 characters", { body: { value: { text: `Hello${"x".repeat(16)}` } } }],
  [
    "application/json with /tags with more than 3 items",
    { body: { value: { tags: ["home", "home", "home", "home"] } } },
  ],
])("addNote %s is just beyond what is allowed", (title, request) => {
  expect(negative.find((one) => one.title === `addNote ${title}`)?.request).toMatchObject(request);
});

test("only documented statuses are expected, and 404 too where the address is wrong", () => {
  const expected = (title: string) => negative.find((one) => one.title === title)?.expected;
  expect(expected("addNote with path id with an unknown text")).toEqual(["400", "404"]);
  expect(expected("addNote with query limit below 1")).toEqual(["400"]);
  expect(expected("streamFeed without the credential token")).toEqual(["401"]);
});

test("a token of another kind is one too: what looks like a good request is not among the bad ones", () => {
  const { paths, components } = document;
  const securitySchemes = { ...components.securitySchemes, user: { type: "oauth2" } };
  const get = { ...paths["/feed"].get, security: [{ token: [], app: [] }, { user: [] }] };
  const source = { ...document, paths: { "/feed": { get } }, components: { ...components, securitySchemes } };
  expect(titlesOf("streamFeed", listCases(compileContract(source)).negative)).not.toContain(
    "without the credential app",
  );
});

test("a title names one case", () => {
  const titles = [...positive, ...negative].map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test("the cases are counted", () => {
  expect(counts).toEqual({
    operations: 7,
    statuses: 19,
    examples: 18,
    positives: positive.length,
    negatives: negative.length,
  });
});
