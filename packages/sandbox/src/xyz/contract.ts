/** The contract of XYZ AI, and who asks. */

import { type components, type OperationTypes, securitySchemes } from "@parley/contracts/xyz";
import document from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import * as operations from "@parley/contracts/xyz/operations";
import * as streams from "@parley/contracts/xyz/streams";
import * as validators from "@parley/contracts/xyz/validators";
import { defineContract, type EventOf, type Handlers } from "@parley/server";

/** Who asks: an end user of a widget app, or an API key of a project. */
export interface Caller {
  readonly world: string;
  /** What tasks belong to: no two callers that may not see each other's have the same. */
  readonly owner: string;
  readonly username: string;
  /** Null for end users. */
  readonly apiKeyId: string | null;
  /** Of the whole app or key; without it there is no limit. */
  readonly requestsPerMinute?: number;
  /** What the limit counts. */
  readonly limitedAs: string;
}

interface Principals {
  readonly endUserJwt: Caller;
  readonly apiKeyBearer: Caller;
  readonly apiKeyHeader: Caller;
}

/** The contract. */
export const contract = defineContract<OperationTypes, Principals>()({
  operations,
  validators,
  streams,
  securitySchemes,
  document,
});

/** Handlers of some operations. */
export type Some<Name extends keyof Handlers<typeof contract>> = Pick<Handlers<typeof contract>, Name>;

/** Schemas of the contract by name. */
export type Schemas = components["schemas"];

/** An event of `streamTask`. */
export type TaskEvent = EventOf<typeof contract, "streamTask">;
