/** Keeps the customers of a shop in step. For servers: the bodies repeat the access token. */

import { type CallOptions, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import { type BatchOptions, sendBatches } from "./batches.ts";
import type { ClientFor } from "./client.ts";
import { repeatCredentials } from "./repeated-credentials.ts";
import type { Customer } from "./schemas.ts";

/** Where customers come from and how they travel. */
export interface CrmContext {
  /** Shop platform, in upper case here, such as `PRESTASHOP`. */
  readonly source?: string;
  /** Which site of the merchant sends. */
  readonly siteIdentifier?: string | null;
  /** Whether personal data travel encrypted, with a key from the access token. */
  readonly encrypted?: boolean;
}

/** Customers of one site of a shop. */
export interface CustomerImport extends CrmContext {
  /** Read as far as they are sent, so that a large shop need not be in memory. */
  readonly customers: Iterable<Customer> | AsyncIterable<Customer>;
}

/**
 * Adds or updates customers, 50 with each request (`importCustomers`).
 *
 * @returns How many were sent.
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses a batch in spite of its status;
 * UsageError `no_secure_context` where the runtime cannot encrypt.
 * @example
 * await importCustomers(client, { source: "PRESTASHOP", customers, encrypted: true });
 */
export function importCustomers(
  client: ClientFor<typeof operations.importCustomers>,
  { customers, encrypted, ...context }: CustomerImport,
  { onProgress, ...options }: BatchOptions = {},
): Promise<number> {
  const send = (batch: Customer[]) =>
    repeatCredentials(
      client,
      async (fixed, { token, chatModelId, encrypt }) => {
        const plain = { customers: batch };
        const data = encrypted ? { encrypted: await encrypt(plain) } : plain;
        const body = { ...data, ...context, chatModelId, chatModelToken: token };
        await unwrap(fixed.POST("/api/v1/crm/importCustomer", { ...options, body }));
      },
      options.signal,
    );
  return sendBatches(customers, send, onProgress);
}

/**
 * Removes the customer with this e-mail address (`removeCustomer`).
 *
 * @throws As {@link importCustomers}.
 */
export function removeCustomer(
  client: ClientFor<typeof operations.removeCustomer>,
  { email, encrypted, ...context }: CrmContext & { readonly email: string },
  options: CallOptions = {},
): Promise<void> {
  return repeatCredentials(
    client,
    async (fixed, { token, chatModelId, encrypt }) => {
      const data = encrypted ? { encrypted: await encrypt({ email }) } : { email };
      const body = { ...data, ...context, chatModelId, chatModelToken: token };
      await unwrap(fixed.POST("/api/v1/crm/removeCustomer", { ...options, body }));
    },
    options.signal,
  );
}
