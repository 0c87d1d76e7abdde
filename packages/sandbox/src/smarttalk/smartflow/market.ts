/** The marketplace: integrations that there are, and templates of workflows. */

/** Something that a workflow can work with. */
export interface IntegrationOffer {
  readonly type: string;
  readonly label: string;
  readonly category: string;
  readonly color: string;
  readonly emoji: string;
}

/** Integrations. */
export const integrations: readonly IntegrationOffer[] = [
  { type: "WHATSAPP", label: "WhatsApp", category: "Messaging", color: "#25D366", emoji: "📱" },
  { type: "TELEGRAM", label: "Telegram", category: "Messaging", color: "#26A5E4", emoji: "✈️" },
  { type: "SLACK", label: "Slack", category: "Messaging", color: "#4A154B", emoji: "💬" },
  { type: "PRESTASHOP", label: "PrestaShop", category: "Shop", color: "#DF0067", emoji: "🛒" },
  { type: "AIRTABLE", label: "Airtable", category: "Data", color: "#FCB400", emoji: "📊" },
];

/** Those that the demo account has connected. */
export const connectedIntegrations: ReadonlySet<string> = new Set(["WHATSAPP", "PRESTASHOP", "AIRTABLE"]);

/** A template. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly triggerType: string;
  readonly triggerDescription: string;
  readonly actionDescription: string;
  readonly requiredIntegrations: readonly string[];
  /** Shop platforms that it is for; all, where there is none. */
  readonly platforms: readonly string[];
  readonly downloads: number;
  readonly version: string;
  readonly createdAt: string;
  /** What starts the workflow, where an event of a shop does. */
  readonly trigger?: string;
}

/** Templates. */
export const templates: readonly Template[] = [
  {
    id: "cmb2r6w1t0004l508d5e7k9qa",
    name: "Order follow-up",
    description: "Writes to customers when their order moves on.",
    icon: "📦",
    triggerType: "WEBHOOK",
    triggerDescription: "When the state of an order changes",
    actionDescription: "Sends an e-mail with the new state",
    requiredIntegrations: ["PRESTASHOP"],
    platforms: ["prestashop"],
    downloads: 1_284,
    version: "1.2.0",
    createdAt: "2026-02-01",
    trigger: "ps_on_order_status_changed",
  },
  {
    id: "cmb2r6w1t0009l508g8j1m4sc",
    name: "Stock alert",
    description: "Tells the team when a product is sold out.",
    icon: "🔔",
    triggerType: "WEBHOOK",
    triggerDescription: "When a product is out of stock",
    actionDescription: "Posts a message to a Slack channel",
    requiredIntegrations: ["PRESTASHOP", "SLACK"],
    platforms: ["prestashop"],
    downloads: 412,
    version: "1.0.3",
    createdAt: "2026-03-10",
    trigger: "ps_on_product_out_of_stock",
  },
  {
    id: "cmb2r6w1t0010l508c1a2l3nd",
    name: "Weekly summary",
    description: "Sums up the conversations of the week.",
    icon: "🗓️",
    triggerType: "SCHEDULE_WORKFLOW",
    triggerDescription: "Each Monday morning",
    actionDescription: "Sends an e-mail to the team",
    requiredIntegrations: [],
    platforms: [],
    downloads: 903,
    version: "2.0.0",
    createdAt: "2026-01-12",
  },
  {
    id: "cmb2r6w1t0011l508l4e5a6dt",
    name: "Lead table",
    description: "Writes down who wants to be called back.",
    icon: "📇",
    triggerType: "CONVERSATION_TOOL",
    triggerDescription: "When a visitor leaves a number",
    actionDescription: "Adds a row to a table",
    requiredIntegrations: ["AIRTABLE"],
    platforms: ["wordpress", "shopify", "webflow"],
    downloads: 655,
    version: "1.4.1",
    createdAt: "2026-04-22",
  },
];
