import type { Operation, SecurityScheme } from "@parley/contracts";
import { describe, expect, test } from "vitest";
import { fromRequest, parsePairs, Refusal } from "../request/index.ts";
import { compileSecurity } from "./authenticate.ts";
import { deny } from "./denial.ts";

const schemes: Record<string, SecurityScheme> = {
  bearer: { type: "http", scheme: "bearer" },
  oauth: { type: "oauth2", authorizationUrl: "https://a.test", tokenUrl: "https://t.test", scopes: ["read", "write"] },
  basic: { type: "http", scheme: "basic" },
  header: { type: "apiKey", in: "header", name: "X-Key" },
  model: { type: "apiKey", in: "header", name: "x-model" },
  query: { type: "apiKey", in: "query", name: "key" },
  cookie: { type: "apiKey", in: "cookie", name: "session" },
};

/** A credential is `kind-user`; the scheme takes those of its own kind, and `oauth-user-read` has a scope. */
const verifiers = Object.fromEntries(
  Object.keys(schemes).map((scheme) => [
    scheme,
    (credential: string) => {
      const [kind, user, ...scopes] = credential.split("-");
      return kind === scheme ? { user, ...(scheme === "oauth" && { scopes }) } : undefined;
    },
  ]),
);

type Requirement = Readonly<Record<string, readonly string[]>>;

/** Principals of a request, or status-less refusal: code and challenge. */
async function authenticate(
  security: readonly Requirement[],
  headers: Record<string, string>,
  query = "",
  agree?: (left: unknown, right: unknown) => boolean,
): Promise<unknown> {
  const operation: Operation = {
    id: "op",
    method: "get",
    path: "/",
    tag: "",
    provenance: "seed",
    idempotent: true,
    parameters: [],
    responses: {},
    security,
  };
  const check = compileSecurity(operation, { schemes, verifiers, realm: 'The "API"', ...(agree && { agree }) });
  try {
    return await check(fromRequest(new Request("https://golden.test", { headers })), parsePairs(query, "query", 10));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.code, error.headers["www-authenticate"]];
  }
}

const bearer = { authorization: "Bearer bearer-ada" };

describe("who asks", () => {
  test.each<[string, Requirement[], Record<string, string>, string, unknown]>([
    ["nobody, where all may", [], bearer, "", {}],
    ["a bearer", [{ bearer: [] }], bearer, "", { bearer: { user: "ada" } }],
    [
      "a bearer, whatever the case [server.credential.scheme]",
      [{ bearer: [] }],
      { authorization: "BEARER bearer-ada" },
      "",
      { bearer: { user: "ada" } },
    ],
    ["a key in a header", [{ header: [] }], { "x-key": "header-ada" }, "", { header: { user: "ada" } }],
    ["a key in the query", [{ query: [] }], {}, "key=query%2Dada", { query: { user: "ada" } }],
    ["a key in a cookie", [{ cookie: [] }], { cookie: "a=b; session=cookie-ada" }, "", { cookie: { user: "ada" } }],
    ["basic", [{ basic: [] }], { authorization: "Basic basic-ada" }, "", { basic: { user: "ada" } }],
    ["an alternative", [{ bearer: [] }, { header: [] }], { "x-key": "header-ada" }, "", { header: { user: "ada" } }],
    ["anyone", [{}, { bearer: [] }], {}, "", {}],
    ["a bearer, where anyone may", [{}, { bearer: [] }], bearer, "", { bearer: { user: "ada" } }],
    [
      "one who is known by two",
      [{ bearer: [], model: [] }],
      { ...bearer, "x-model": "model-m" },
      "",
      { bearer: { user: "ada" }, model: { user: "m" } },
    ],
    ["the scheme that takes the token", [{ oauth: ["read"] }, { bearer: [] }], bearer, "", { bearer: { user: "ada" } }],
    [
      "one with the scopes",
      [{ oauth: ["read"] }],
      { authorization: "Bearer oauth-ada-read" },
      "",
      { oauth: { user: "ada", scopes: ["read"] } },
    ],
    ["two credentials of one", [{ bearer: [] }, { query: [] }], bearer, "key=query-ada", { bearer: { user: "ada" } }],
    ["a key that completes nothing", [{ bearer: [], model: [] }, {}], { "x-model": "model-m" }, "", {}],
    ["another scheme, where anyone may", [{}, { bearer: [] }], { authorization: "Basic x" }, "", {}],
  ])("%s", async (_name, security, headers, query, expected) => {
    expect(await authenticate(security, headers, query)).toEqual(expected);
  });

  test("two credentials that a rule of the API finds to agree", async () => {
    const found = await authenticate([{ bearer: [] }, { query: [] }], bearer, "key=query-bob", () => true);
    expect(found).toEqual({ bearer: { user: "ada" } });
  });
});

describe("refused", () => {
  const plain = 'Bearer realm="The API"';
  const invalid = `${plain}, error="invalid_token", error_description="The credential is not valid"`;
  const key = 'ApiKey realm="The API"';
  test.each<[string, Requirement[], Record<string, string>, string, unknown]>([
    ["nothing [server.credential.missing]", [{ bearer: [] }], {}, "", ["unauthenticated", plain]],
    [
      "a token in the query beside another one [server.credential.one-way]",
      [{ bearer: [] }],
      bearer,
      "access_token=x",
      [
        "conflicting_credentials",
        `${plain}, error="invalid_request", error_description="Two access tokens; send one, in Authorization and not in the query"`,
      ],
    ],
    [
      "another scheme [server.credential.scheme]",
      [{ bearer: [] }],
      { authorization: "Token x" },
      "",
      ["unauthenticated", plain],
    ],
    [
      "a bad token [server.credential.garbage]",
      [{ bearer: [] }],
      { authorization: "Bearer x" },
      "",
      ["invalid_token", invalid],
    ],
    [
      "a token of 100 KiB [server.credential.garbage]",
      [{ bearer: [] }],
      { authorization: `Bearer ${"x".repeat(102_400)}` },
      "",
      ["invalid_token", invalid],
    ],
    [
      "four parts of nothing [server.credential.garbage]",
      [{ bearer: [] }],
      { authorization: "Bearer a.b.c.d" },
      "",
      ["invalid_token", invalid],
    ],
    [
      "user and password for a token [server.credential.scheme]",
      [{ bearer: [] }],
      { authorization: "Basic YTpi" },
      "",
      ["unauthenticated", plain],
    ],
    [
      "an empty token [server.credential.garbage]",
      [{ bearer: [] }],
      { authorization: "Bearer" },
      "",
      ["invalid_token", invalid],
    ],
    [
      "a bad token, where anyone may",
      [{}, { bearer: [] }],
      { authorization: "Bearer x" },
      "",
      ["invalid_token", invalid],
    ],
    ["a bad key beside a good token", [{ bearer: [] }, { query: [] }], bearer, "key=x", ["invalid_token", invalid]],
    ["one of two", [{ bearer: [], model: [] }], bearer, "", ["unauthenticated", plain]],
    ["no key", [{ query: [] }], {}, "", ["unauthenticated", key]],
    ["a bad key", [{ query: [] }], {}, "key=x", ["invalid_token", key]],
    ["no user and password", [{ basic: [] }], {}, "", ["unauthenticated", 'Basic realm="The API"']],
    [
      "too few scopes [server.credential.scope]",
      [{ oauth: ["read", "write"] }],
      { authorization: "Bearer oauth-ada-read" },
      "",
      [
        "insufficient_scope",
        `${plain}, error="insufficient_scope", error_description="The credential does not allow this", scope="read write"`,
      ],
    ],
    [
      "two who disagree",
      [{ bearer: [] }, { query: [] }],
      bearer,
      "key=query-bob",
      [
        "conflicting_credentials",
        `${plain}, error="invalid_request", error_description="The credentials do not belong together"`,
      ],
    ],
    [
      "a token twice [server.credential.repeated]",
      [{ bearer: [] }],
      { authorization: "Bearer bearer-ada, Bearer bearer-ada" },
      "",
      ["malformed", undefined],
    ],
    [
      "a header twice [server.credential.repeated]",
      [{ header: [] }],
      { "x-key": "header-ada, header-ada" },
      "",
      ["malformed", undefined],
    ],
    [
      "a query key twice [server.credential.repeated]",
      [{ query: [] }],
      {},
      "key=query-ada&key=query-ada",
      ["malformed", undefined],
    ],
    [
      "a cookie twice [server.credential.repeated]",
      [{ cookie: [] }],
      { cookie: "session=cookie-a; session=cookie-a" },
      "",
      ["malformed", undefined],
    ],
  ])("%s", async (_name, security, headers, query, expected) => {
    expect(await authenticate(security, headers, query)).toEqual(expected);
  });
});

test("a scheme that the contract does not define is found when the server is made", async () => {
  await expect(authenticate([{ other: [] }], {})).rejects.toThrow(
    "The operation op needs the security scheme other, which is not defined",
  );
});

test.each([
  [401, "invalid_token"],
  [403, "insufficient_scope"],
] as const)("a verifier says why it denies, with %i", async (status, code) => {
  const operation = { id: "op", parameters: [], responses: {}, security: [{ first: [] }, { second: [] }] };
  const bearer = { type: "http", scheme: "bearer" } as const;
  const check = compileSecurity(operation as unknown as Operation, {
    schemes: { first: bearer, second: bearer },
    verifiers: { first: () => deny("KEY_EXPIRED", status), second: () => undefined },
    realm: "API",
  });
  const request = fromRequest(new Request("https://golden.test", { headers: { authorization: "Bearer key" } }));
  await expect(check(request, [])).rejects.toMatchObject({ code, reason: "KEY_EXPIRED" });
});

test("a denial of one scheme does not matter where another one lets in", async () => {
  const operation = { id: "op", parameters: [], responses: {}, security: [{ first: [] }, { second: [] }] };
  const bearer = { type: "http", scheme: "bearer" } as const;
  const check = compileSecurity(operation as unknown as Operation, {
    schemes: { first: bearer, second: bearer },
    verifiers: { first: () => deny("NOT_MINE"), second: () => ({ user: "ada" }) },
    realm: "API",
  });
  const request = fromRequest(new Request("https://golden.test", { headers: { authorization: "Bearer key" } }));
  expect(await check(request, [])).toEqual({ second: { user: "ada" } });
});
