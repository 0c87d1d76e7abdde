/** What shops send: products, categories, customers, events. */

import type { Desk } from "../desk.ts";
import { createCategoryHandlers } from "./categories.ts";
import { createCustomerHandlers } from "./customers.ts";
import { createIntegrationHandlers } from "./integrations.ts";
import { createProductHandlers } from "./products.ts";

/** Makes the handlers of the tags Products, Categories, CRM and Integrations. */
export function createShopHandlers(desk: Desk) {
  return {
    ...createProductHandlers(desk),
    ...createCategoryHandlers(desk),
    ...createCustomerHandlers(desk),
    ...createIntegrationHandlers(desk),
  };
}
