/** Connects a site: its signed-in users, its events, its channels. */

import { type CallOptions, setupOf, unwrap } from "@parley/client";
import type { components } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import { repeatCredentials } from "./repeated-credentials.ts";
import type { IntegrationList, UserToken, WebhookEvent } from "./schemas.ts";

/**
 * Vouches for a user whom your site knows, so that a widget can sign the user in (`createUserToken`). Only for servers,
 * and only for the user of the current session.
 *
 * @throws ApiError.
 */
export function createUserToken(
  client: ClientFor<typeof operations.createUserToken>,
  user: Readonly<components["schemas"]["UserTokenRequest"]>,
  options?: CallOptions,
): Promise<UserToken> {
  return unwrap(client.POST("/api/v1/integrations/user-token", { ...options, body: user }));
}

/** What can happen in a shop: `trigger` says what, and decides the form of `payload`. */
export type ShopEvent = EventWithoutContext<Exclude<WebhookEvent, { encrypted: unknown }>>;

type EventWithoutContext<Event> = Event extends { trigger: infer Trigger; payload: infer Payload }
  ? {
      readonly trigger: Trigger;
      readonly payload: Payload;
      /** Shop platform, in upper case here, such as `PRESTASHOP`. */
      readonly source?: string;
      /** Which site of the merchant sends. */
      readonly siteIdentifier?: string | null;
      /** When it is sent, in ISO 8601; now by default. */
      readonly timestamp?: string;
      /** Whether the payload travels encrypted, with a key from the access token. */
      readonly encrypted?: boolean;
    }
  : never;

/**
 * Tells the platform what happened in the shop, so that workflows with this trigger run (`sendIntegrationEvent`).
 *
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses in spite of its status; UsageError
 * `no_secure_context` where the runtime cannot encrypt.
 * @example
 * await sendIntegrationEvent(client, { trigger: "ps_on_new_order", payload: { order_id: 5301 }, encrypted: true });
 */
export function sendIntegrationEvent(
  client: ClientFor<typeof operations.sendIntegrationEvent>,
  { encrypted, payload, ...event }: ShopEvent,
  options: CallOptions = {},
): Promise<void> {
  const timestamp = new Date(setupOf(client).clock.now()).toISOString();
  return repeatCredentials(
    client,
    async (fixed, { chatModelId, encrypt }) => {
      const data = encrypted ? { encrypted: await encrypt(payload) } : { payload };
      const body = { timestamp, ...event, chatModelId, ...data } as WebhookEvent; // trigger and payload came together
      await unwrap(fixed.POST("/api/v1/integrations/webhook", { ...options, body }));
    },
    options.signal,
  );
}

/**
 * Lists channels and integrations, and which are connected (`listIntegrations`).
 *
 * @deprecated Only older clients call it; `listSmartflowTemplates` says which integrations a template needs and lacks.
 * @param query - `integrationType` is the platform of the site in upper case, such as `PRESTASHOP`.
 * @throws ApiError.
 */
export function listIntegrations(
  client: ClientFor<typeof operations.listIntegrations>,
  query: { readonly integrationType?: string } = {},
  options?: CallOptions,
): Promise<IntegrationList> {
  return unwrap(client.GET("/api/v1/integrations", { ...options, params: { query } }));
}
