/** Tag CRM: customers of a shop, in the clear or in an envelope that is really opened. */

import { importCustomers, removeCustomer } from "@parley/contracts/smarttalk/validators";
import { draw, type Transaction } from "../../core/world/index.ts";
import { openModel } from "../access.ts";
import { longestEmail } from "../accounts.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { refusal } from "../errors.ts";
import { longestExternalId } from "../knowledge/documents.ts";
import { customers } from "../records/index.ts";
import { openEnvelope, tokenOf } from "./envelope.ts";

/** A customer as it is sent. */
interface Customer {
  readonly externalId: string;
  readonly email: string;
}

const done = { status: 200, body: { status: "ok" } } as const;
const unreadable = () => refusal(400, "The envelope was not made with this token for this chat model");

/** Makes the handlers. */
export function createCustomerHandlers(desk: Desk) {
  return {
    importCustomers: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        const chatModelId = access.model.id;
        const content = "encrypted" in body ? await openEnvelope(body.encrypted, tokenOf(request), chatModelId) : body;
        if (content === undefined) return unreadable();
        if (!isImport(content)) return refusal(400, "What stands in the envelope are no customers");
        const isTooLong = ({ externalId, email }: Customer) =>
          externalId.length > longestExternalId || email.length > longestEmail;
        if (content.customers.some(isTooLong)) {
          return refusal(400, `externalId has at most ${longestExternalId} characters, email ${longestEmail}`);
        }
        for (const customer of content.customers) await keepCustomer(transaction, chatModelId, customer);
        return done;
      }),

    removeCustomer: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        const chatModelId = access.model.id;
        const content = "encrypted" in body ? await openEnvelope(body.encrypted, tokenOf(request), chatModelId) : body;
        if (content === undefined) return unreadable();
        if (!isRemoval(content)) return refusal(400, "What stands in the envelope is no address");
        const within = [chatModelId, content.email.toLowerCase()];
        const { items } = await transaction.list(customers, { index: "byEmail", within });
        for (const { id } of items) await transaction.take(customers, id);
        return done;
      }),
  } satisfies SomeHandlers;
}

/** The contract has a form for what stands in the clear, and an envelope has nothing else in it. */
function isImport(content: unknown): content is { readonly customers: readonly Customer[] } {
  return isObject(content) && "customers" in content && importCustomers.request["application/json"](content);
}

function isRemoval(content: unknown): content is { readonly email: string } {
  return isObject(content) && "email" in content && removeCustomer.request["application/json"](content);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

async function keepCustomer(transaction: Transaction, chatModelId: string, customer: Customer): Promise<void> {
  const { externalId } = customer;
  const before = await transaction.find(customers, "byExternalId", [chatModelId, externalId]);
  const id = before?.id ?? (await draw(transaction, "ids/customers", (chance) => chance.id("c")));
  const email = customer.email.toLowerCase();
  await transaction.put(customers, { id, chatModelId, email, externalId, customer: { ...customer } });
}
