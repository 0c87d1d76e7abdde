/** Each operation accepts exactly the clients whose credentials its contract names; type-checked only. */

import type * as operations from "@parley/contracts/smarttalk/operations";
import type { auths, operationOf, presented } from "./__fixtures__/presented.ts";
import { type Auth, anonymous, apiToken, legacyJwt, oauth, visitor } from "./auth.ts";
import { type AnyClient, type ClientFor, createSmartTalk, type SmartTalk, withAuth } from "./client.ts";
import { createChatInstance } from "./conversation.ts";
import { listChatConversations } from "./conversations.ts";
import type * as functions from "./index.ts";
import { getPlanUsage } from "./plan.ts";
import { syncProducts } from "./products.ts";

type Equal<Left, Right> = [Left, Right] extends [Right, Left] ? true : false;

/** The cells of a row: whether each is a way that is accepted. */
type Cells<Row extends string> = Row extends ` ${infer Rest}`
  ? Cells<Rest>
  : Row extends `${infer Cell} ${infer Rest}`
    ? [Cell extends "-" ? false : true, ...Cells<Rest>]
    : [Row extends "-" ? false : true];

/** Whether a parameter accepts a client of each way to authenticate. */
type Accepts<Client, Auths = typeof auths> = {
  -readonly [Index in keyof Auths]: Auths[Index] extends Auth<infer Presented>
    ? SmartTalk<Presented> extends Client
      ? true
      : false
    : never;
};

/** The operations whose row differs from what the type accepts. */
type WrongOperations = {
  [Id in keyof typeof operations]: Id extends keyof typeof presented
    ? Equal<Accepts<ClientFor<(typeof operations)[Id]>>, Cells<(typeof presented)[Id]>> extends true
      ? never
      : Id
    : Id;
}[keyof typeof operations];

/** The functions whose first parameter is another than the client of their operation. */
type WrongFunctions = {
  [Name in keyof typeof operationOf]: Equal<
    Parameters<(typeof functions)[Name]>[0],
    ClientFor<(typeof operations)[(typeof operationOf)[Name]]>
  > extends true
    ? never
    : Name;
}[keyof typeof operationOf];

/** No operation differs; a claim needs a signed-in user, and takes less than its operation. */
export const wrong: Equal<[WrongOperations, WrongFunctions], [never, "claimChatInstance"]> = true;

/** What goes wrong most easily. */
export async function mistakes(isSignedIn: boolean): Promise<void> {
  const signedIn = createSmartTalk({ auth: oauth("token") });
  const admin = createSmartTalk({ auth: apiToken("token", { chatModelId: "model" }) });
  // @ts-expect-error -- version 1 of the API needs a chat model
  await getPlanUsage(signedIn);
  await getPlanUsage(createSmartTalk({ auth: oauth("token", { chatModelId: "model" }) }));
  // @ts-expect-error -- nobody may change a catalogue
  await syncProducts(createSmartTalk({ auth: anonymous() }), { source: "joomla", products: [] });
  // @ts-expect-error -- an API token is no user; anonymously it would work
  await createChatInstance(admin, { chatModelId: "model" });
  await createChatInstance(withAuth(admin, anonymous()), { chatModelId: "model" });
  await createChatInstance(withAuth(admin, visitor("token")), { chatModelId: "model" });
  // A choice that is made while the program runs: what accepts both accepts the client.
  const either = createSmartTalk({ auth: isSignedIn ? oauth("token") : anonymous() });
  await createChatInstance(either, { chatModelId: "model" });
  // @ts-expect-error -- one of the two is anonymous
  listChatConversations(either, { chatModelId: "model" });
  // @ts-expect-error -- an API token is for one chat model
  apiToken("token");
}

/** A client stands in for one that presents less, never for one that presents more or something else. */
export function substitution(
  user: SmartTalk<"bearer" | "useChatbotAuth">,
  everything: SmartTalk<"bearer" | "useChatbotAuth" | "appToken">,
): void {
  const clients: AnyClient[] = [user, everything];
  const same: SmartTalk<"bearer" | "useChatbotAuth"> = everything;
  // @ts-expect-error -- the app token is missing
  const more: SmartTalk<"bearer" | "useChatbotAuth" | "appToken"> = user;
  // @ts-expect-error -- a signed-in user is not anonymous
  const less: SmartTalk<"anonymous"> = user;
  const auth: Auth<"bearer" | "useChatbotAuth"> = legacyJwt("token");
  void [clients, same, more, less, auth];
}
