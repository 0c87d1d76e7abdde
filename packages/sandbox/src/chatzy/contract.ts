/** The contract of Chatzy AI, with whom its credentials stand for. */

import type { OperationTypes } from "@parley/contracts/chatzy";
import { securitySchemes } from "@parley/contracts/chatzy";
import document from "@parley/contracts/chatzy/openapi.json" with { type: "json" };
import * as operations from "@parley/contracts/chatzy/operations";
import * as streams from "@parley/contracts/chatzy/streams";
import * as validators from "@parley/contracts/chatzy/validators";
import { defineContract, type Handlers } from "@parley/server";
import type { IdToken, IframeToken, Presented, TempToken } from "./tokens.ts";

/** Whom a credential stands for, by security scheme. One that has expired is told apart, so that the answer can say so. */
export interface Principals {
  readonly idToken: Presented<IdToken>;
  readonly tempToken: Presented<TempToken>;
  readonly iframeToken: Presented<IframeToken>;
}

/** The contract. */
export const contract = defineContract<OperationTypes, Principals>()({
  operations,
  validators,
  streams,
  securitySchemes,
  document,
});

/** Handlers of all operations. */
export type ChatzyHandlers = Handlers<typeof contract>;
