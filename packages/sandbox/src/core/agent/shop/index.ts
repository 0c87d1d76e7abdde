/** The demo shop. */

export { type Order, type OrderState, orders, shop } from "./shop.ts";
export { shopTools } from "./tools.ts";
