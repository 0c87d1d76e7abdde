/** The contract of AI SmartTalk as the sandbox serves it, with whom its credentials stand for. */

import type { OperationTypes } from "@parley/contracts/smarttalk";
import { securitySchemes } from "@parley/contracts/smarttalk";
import document from "@parley/contracts/smarttalk/openapi.json" with { type: "json" };
import * as operations from "@parley/contracts/smarttalk/operations";
import * as streams from "@parley/contracts/smarttalk/streams";
import * as validators from "@parley/contracts/smarttalk/validators";
import { defineContract, type Handlers } from "@parley/server";
import type { ApiCaller, Caller, UserCaller, VisitorCaller } from "./principals.ts";

/** Whom a credential stands for, by security scheme. */
interface Principals {
  readonly oauth: UserCaller & { readonly scopes: readonly string[] };
  readonly bearer: Caller;
  readonly apiKey: ApiCaller;
  readonly chatModelId: { readonly chatModelId: string };
  readonly useChatbotAuth: { readonly usesChatbotAuth: true };
  readonly appToken: ApiCaller;
  readonly visitorToken: VisitorCaller;
}

/** The contract. */
export const contract = defineContract<OperationTypes, Principals>()({
  operations,
  validators,
  streams,
  securitySchemes,
  document,
});

/** One handler for each operation. */
export type AllHandlers = Handlers<typeof contract>;
/** Handlers of some operations: those of a tag. */
export type SomeHandlers = Partial<AllHandlers>;
