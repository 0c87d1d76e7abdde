/** The shop that the demo agent works for. */

/** How far an order is. */
export type OrderState = "packed" | "sent" | "delivered" | "refunded";

/** An order; amounts in cents of euros. */
export interface Order {
  readonly number: string;
  readonly state: OrderState;
  readonly item: string;
  readonly amount: number;
  /** ISO date of the last change. */
  readonly changedOn: string;
  readonly trackingUrl?: string;
}

/** Name of the shop, and where it is on the web. */
export const shop = {
  name: "Lantern & Loom",
  website: "https://shop.example",
  email: "help@shop.example",
} as const;

/** The orders that everybody may ask for: there is one in each state. */
export const orders: readonly Order[] = [
  {
    number: "4711",
    state: "sent",
    item: "Brass reading lamp",
    amount: 8_900,
    changedOn: "2026-01-24",
    trackingUrl: "https://shop.example/track/4711",
  },
  { number: "4712", state: "delivered", item: "Wool blanket", amount: 12_500, changedOn: "2026-01-20" },
  { number: "4713", state: "packed", item: "Set of four candles", amount: 2_450, changedOn: "2026-01-26" },
  { number: "4714", state: "refunded", item: "Linen tablecloth", amount: 5_900, changedOn: "2026-01-15" },
];
