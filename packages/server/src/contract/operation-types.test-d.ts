/** What compiles as a handler and what does not; checked by the compiler, with the package. */

import { expectTypeOf } from "vitest";
import { chatzy, type smarttalk, xyz } from "../__fixtures__/contracts.ts";
import type { Golden } from "../__fixtures__/golden.ts";
import { notImplemented } from "../not-implemented.ts";
import type { ServeOptions } from "../options.ts";
import type { Denial, Verifiers } from "../security/index.ts";
import { serve } from "../serve.ts";
import { defineContract } from "./contract.ts";
import type { Answer, Context, EventOf, Handler, Handlers, Principal } from "./operation-types.ts";

type Chatzy = typeof chatzy;
type Xyz = typeof xyz;
type Smarttalk = typeof smarttalk;

/** What a handler is given. */
export function contexts(
  listThings: Context<Golden, "listThings">,
  getThing: Context<Golden, "getThing">,
  createTask: Context<Xyz, "createTask">,
  sendPicture: Context<Golden, "sendPicture">,
  token: Context<Smarttalk, "exchangeAuthorizationCode">,
): void {
  expectTypeOf(listThings.params.query).toEqualTypeOf<{
    readonly kinds?: ("round" | "square")[];
    readonly limit?: number;
  }>();
  expectTypeOf(listThings.params.path).toEqualTypeOf<Readonly<Record<never, never>>>();
  expectTypeOf(getThing.params.path.thingId).toEqualTypeOf<string>();
  expectTypeOf(getThing.params.query.verbose).toEqualTypeOf<"yes" | "no">();
  expectTypeOf(getThing.params.header["X-Request-Id"]).toEqualTypeOf<string>();
  expectTypeOf(getThing.params.cookie.session).toEqualTypeOf<string | undefined>();
  expectTypeOf(getThing.body).toEqualTypeOf<undefined>();
  expectTypeOf(sendPicture.body).toEqualTypeOf<Blob | undefined>();
  expectTypeOf(createTask.body.mediaType).toEqualTypeOf<"application/json" | "multipart/form-data">();
  if (createTask.body.mediaType === "multipart/form-data") {
    expectTypeOf(createTask.body.value.files).toEqualTypeOf<Blob[] | undefined>();
  }
  expectTypeOf(token.body.value.code).toEqualTypeOf<string>();
  // @ts-expect-error The operation has no such parameter.
  listThings.params.query.offset;
}

/** Who asks. */
export function principals(
  open: Principal<Chatzy, "createIdToken">,
  one: Principal<Chatzy, "listContactMessages">,
  several: Principal<Xyz, "getTask">,
  joined: Principal<Golden, "listThings">,
  unknown: Principal<Chatzy, "streamReply">,
): void {
  expectTypeOf(open).toEqualTypeOf<Readonly<Record<never, never>>>();
  expectTypeOf(one.idToken).toEqualTypeOf<{ accountId: string }>();
  expectTypeOf(unknown.tempToken).toEqualTypeOf<unknown>();
  // @ts-expect-error It may be another one.
  several.endUserJwt.userId;
  if (several.endUserJwt) expectTypeOf(several.endUserJwt).toEqualTypeOf<{ userId: string }>();
  else expectTypeOf(several.apiKeyHeader ?? several.apiKeyBearer).toEqualTypeOf<{ appId: string }>();
  if (joined.bearer) expectTypeOf(joined.apiKeyHeader).toEqualTypeOf<{ user: string }>();
  // @ts-expect-error The operation does not know this scheme.
  joined.oauth;
}

/** What a handler may give. */
export const right = {
  status: async () => ({ status: 404, body: { message: "No such agent" } }),
  header: () => ({ status: 429, body: {}, headers: { "Retry-After": 2, "X-Other": "a" } }),
} satisfies Record<string, Handler<Chatzy, "createAccessToken">>;

export const redirect: Handler<Smarttalk, "startAuthorization"> = ({ params }) => ({
  status: 302,
  headers: { Location: params.query.redirect_uri },
});

export const download: Handler<Xyz, "downloadArtifact"> = () => ({
  status: 200,
  mediaType: "text/csv",
  body: new Uint8Array([1]),
});

export const generator: Handler<Chatzy, "streamReply"> = async function* ({ principal }) {
  yield { type: "content", data: { content: String(principal.tempToken) }, id: "1" };
  yield { type: "close_connection", data: "close_connection" };
};

export const refusedBefore: Handler<Chatzy, "streamReply"> = async (context) =>
  context.params.query ? { status: 401, body: {} } : generator(context);

export const unwritten: Handler<Xyz, "getTask"> = notImplemented;

// @ts-expect-error 418 is not documented.
export const wrongStatus: Handler<Chatzy, "createAccessToken"> = () => ({ status: 418, body: {} });

// @ts-expect-error An error of XYZ has `success` and `error`.
export const wrongBody: Handler<Xyz, "getTask"> = async () => ({ status: 404, body: { message: "No such task" } });

// @ts-expect-error A redirect needs its address.
export const noHeader: Handler<Smarttalk, "startAuthorization"> = () => ({ status: 302 });

// @ts-expect-error Of several media types one has to be named.
export const noMediaType: Handler<Xyz, "downloadArtifact"> = () => ({ status: 200, body: new Blob([]) });

// @ts-expect-error The status has no body.
export const needlessBody: Handler<Golden, "deleteThing"> = () => ({ status: 204, body: {} });

// @ts-expect-error The stream has no such event.
export const wrongEvent: Handler<Chatzy, "streamReply"> = async function* () {
  yield { type: "token", data: { content: "a" } };
};

// @ts-expect-error The event has other data.
export const wrongData: Handler<Chatzy, "streamReply"> = async function* () {
  yield { type: "content", data: { text: "a" } };
};

// @ts-expect-error The operation has no stream.
export const noStream: Handler<Xyz, "getTask"> = async function* () {
  yield { type: "done", data: {} };
};

// @ts-expect-error Twelve operations have no handler.
export const missing: Handlers<Xyz> = {};

export const extra: Pick<Handlers<Xyz>, "getTask"> = {
  getTask: notImplemented,
  // @ts-expect-error The contract has no such operation.
  getTasks: notImplemented,
};

expectTypeOf<EventOf<Xyz, "streamTask">["type"]>().toExtend<string>();
expectTypeOf<EventOf<Xyz, "getTask">>().toEqualTypeOf<never>();
expectTypeOf<Extract<Answer<Golden, "createThing">, { body: object }>["status"]>().not.toBeAny();

/** Verifiers give the principals that the contract was defined with; those of OAuth have scopes. */
export function verifiers(of: Verifiers<Smarttalk>, options: ServeOptions<Chatzy>): void {
  expectTypeOf(of.oauth("", {} as never)).toExtend<
    | { userId: string; scopes: readonly string[] }
    | Denial
    | undefined
    | Promise<{ userId: string; scopes: readonly string[] } | Denial | undefined>
  >();
  // @ts-expect-error A verifier is missing.
  const none: ServeOptions<Chatzy>["authenticate"] = { idToken: () => undefined };
  // @ts-expect-error That is another principal.
  const wrong: ServeOptions<Chatzy>["authenticate"] = { ...options.authenticate, idToken: () => ({ user: "a" }) };
  serve(chatzy, {} as Handlers<Chatzy>, { ...options, authenticate: none ?? wrong });
}

/** The parts of two contracts are none. */
export const mixed = defineContract<object>()({
  operations: chatzy.operations,
  // @ts-expect-error These are the validators of another one.
  validators: xyz.validators,
  streams: chatzy.streams,
  securitySchemes: chatzy.securitySchemes,
  document: chatzy.document,
});

/** A part of a contract can be served; what is written in place is typed like what is written before. */
const { createUploadUrl } = chatzy.operations;
const part = defineContract<NonNullable<Chatzy["types"]>>()({
  operations: { createUploadUrl },
  validators: chatzy.validators,
  streams: {},
  securitySchemes: {},
  document: chatzy.document,
});
serve(
  part,
  {
    createUploadUrl: async ({ params }) => {
      expectTypeOf(params.query.file_type).toEqualTypeOf<string>();
      return { status: 400, body: {} };
    },
  },
  { authenticate: {}, formatError: ({ message }) => ({ message }) },
);
