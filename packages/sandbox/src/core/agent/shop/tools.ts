/** What the agent of the demo shop can do. It changes nothing: who asks twice gets the same answer. */

import type { JsonObject, Tool } from "../events/index.ts";
import { type Order, orders } from "./shop.ts";

const orderNumber: JsonObject = { type: "string", description: "Number of the order, such as 4711." };

/** Tells how far an order is. */
const orderStatus: Tool = {
  name: "order_status",
  description: "Looks up how far an order is.",
  parameters: { type: "object", properties: { orderNumber }, required: ["orderNumber"], additionalProperties: false },
  run: async (parameters) => ({ ...findOrder(parameters) }),
};

/** Gives money back. */
const refundOrder: Tool = {
  name: "refund_order",
  description: "Refunds an order, in whole or in part.",
  parameters: {
    type: "object",
    properties: {
      orderNumber,
      amount: { type: "integer", minimum: 1, description: "Cents of euros." },
    },
    required: ["orderNumber", "amount"],
    additionalProperties: false,
  },
  needsApproval: true,
  run: async (parameters) => {
    const order = findOrder(parameters);
    const { amount } = parameters;
    if (typeof amount !== "number" || !Number.isInteger(amount) || amount < 1) {
      throw new TypeError("The amount must be a whole number of cents above 0.");
    }
    if (order.state === "refunded") throw new RangeError(`Order ${order.number} was refunded before.`);
    if (amount > order.amount) throw new RangeError(`Order ${order.number} cost no more than ${order.amount} cents.`);
    return { orderNumber: order.number, refunded: amount, currency: "EUR" };
  },
};

/** Where the partner shop is asked, as an operator would write it down. */
const partner = { url: "https://partner.example/{{mcp.TENANT_ID}}/stock", authorization: "Bearer {{mcp.API_KEY}}" };

/** Shows that secrets arrive at a tool: it says whether there was a key, and never which. */
const partnerStock: Tool = {
  name: "partner_stock",
  description: "Asks a partner shop for its stock, with the key that the operator has deposited.",
  parameters: { type: "object", properties: {}, additionalProperties: false },
  run: async (_parameters, { substitute }) => {
    const authorization = substitute(partner.authorization);
    return {
      request: { ...partner },
      isAuthorized: authorization !== partner.authorization,
      stock: authorization === partner.authorization ? null : { "Brass reading lamp": 12, "Wool blanket": 3 },
    };
  },
};

/** The tools of the demo shop. */
export const shopTools: readonly Tool[] = [orderStatus, refundOrder, partnerStock];

function findOrder({ orderNumber: number }: JsonObject): Order {
  const order = orders.find((one) => one.number === number);
  if (!order) throw new RangeError(`There is no order ${String(number).slice(0, 40)}.`);
  return order;
}
