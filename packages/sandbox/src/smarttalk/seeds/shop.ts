/** What the demo assistant knows, and its workflows. */

import type { SeedContext } from "../../core/world/index.ts";
import { documents, workflows } from "../records/index.ts";
import { demo } from "./demo-ids.ts";

const { chatModelId } = demo;
const category = "cma1d6f0w0002l808b7t5n3ru";

/** Sows it. */
export async function sowShop({ transaction, clock }: SeedContext): Promise<void> {
  const known = [
    {
      id: "cmb4h8s2e0010l908p6x1k7zq",
      externalId: "faq-returns",
      title: "Returns and refunds",
      content: "Unworn products can be returned within 30 days. The refund takes five working days.",
      sourceType: "FAQ",
      categoryId: category,
    },
    {
      id: "cmb4h8s2e0014l908y2c9m0td",
      externalId: "page-17",
      title: null,
      content: "Send the parcel back with the label in the box. Returns from France are free.",
      sourceType: "PRESTASHOP",
      categoryId: null,
    },
    {
      id: "cmb4h8s2e0018l908h4o7r1sx",
      externalId: "faq-hours",
      title: "Opening hours",
      content: "The shop is open from Monday to Saturday, from 9 to 18 o'clock.",
      sourceType: "FAQ",
      categoryId: category,
    },
  ];
  for (const document of known)
    await transaction.insert(documents, { ...document, chatModelId, createdAt: clock.now() });

  await transaction.insert(workflows, {
    id: "cmd1k4v8r0015l508z3b6n0xh",
    chatModelId,
    name: "Order follow-up",
    templateId: "cmb2r6w1t0004l508d5e7k9qa",
    triggerType: "WEBHOOK",
    isActive: true,
    version: "1.1.0",
    configuration: { trigger: "ps_on_order_status_changed" },
  });
  await transaction.insert(workflows, {
    id: "cmd3m9c2y0017l508a7t4p1we",
    chatModelId,
    name: "Size advice",
    triggerType: "CHAT_SERVICE",
    isActive: false,
    version: "1.0.0",
    configuration: {},
  });
}
