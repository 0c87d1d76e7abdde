/** What all handlers of XYZ AI share. */

import type { AgentEvent } from "../core/agent/index.ts";
import { requestedFailure } from "../core/agent/index.ts";
import type { Services } from "../core/platform/index.ts";
import { choosePacing, isRunError, type Pacing } from "../core/run/index.ts";
import type { Caller } from "./contract.ts";
import { type RefusalReply, refuse } from "./errors.ts";
import { countRequest, type LimitReply, tooMany } from "./limits.ts";
import { createTurnOptions, createTurnWork, type TurnToDo } from "./turn.ts";

/** Whom the credential of a request stands for, whichever it was. */
export function callerOf(principal: {
  readonly endUserJwt?: Caller | undefined;
  readonly apiKeyBearer?: Caller | undefined;
  readonly apiKeyHeader?: Caller | undefined;
}): Caller {
  const caller = principal.endUserJwt ?? principal.apiKeyBearer ?? principal.apiKeyHeader;
  if (!caller) throw new Error("The operation needs a credential, and nobody has looked for one.");
  return caller;
}

/** Counts a request of a caller who has a limit. */
export async function limit({ store, clock }: Services, caller: Caller): Promise<LimitReply | undefined> {
  if (caller.requestsPerMinute === undefined) return undefined;
  return store.transaction(caller.world, (transaction) => countRequest(transaction, clock, caller));
}

/** The failure that a message asks for instead of an answer, where a status without a stream says it better. */
export function failureOf(message: string): LimitReply | RefusalReply<413> | RefusalReply<500> | undefined {
  switch (requestedFailure(message)) {
    case 413:
      return refuse(413, "PAYLOAD_TOO_LARGE", "The message is too large");
    case 429:
      return tooMany(1);
    case 500:
      return refuse(500, "INTERNAL_ERROR", "Internal server error");
    default:
      return undefined;
  }
}

/** The speed that a request asks for. */
export function pacingOf({ pacing }: Pick<Services, "pacing">, request: Request): Pacing | RefusalReply<400> {
  try {
    return choosePacing(request, pacing);
  } catch (error) {
    if (isRunError(error)) return refuse(400, "VALIDATION_ERROR", error.message);
    throw error;
  }
}

/** Lets the agent work on a turn that is queued; the answer does not wait for it. */
export function launchTurn(xyz: Services, world: string, runId: string, turn: TurnToDo, pacing: Pacing): void {
  void xyz.runs.launch<AgentEvent>(world, runId, createTurnWork(xyz, turn), createTurnOptions(pacing));
}
