/** A credential travels in a query string only where the vendor demands it and the contract says so (RFC 6750 section 5.3). */

import type { Context, Node, Rule } from "./redocly.ts";

const credentialNames = /(^|[^a-z])(token|secret|password|jwt|(api|auth|access|client)[^a-z]*key)$/;

function checkQuery(node: Node, context: Context): void {
  if (node.in !== "query" || typeof node["x-token-in-query"] === "string") return;
  context.report({
    message: `Credential "${String(node.name)}" in a query string needs x-token-in-query with the reason.`,
    location: context.location.key(),
  });
}

/** Rule `parley/query-token`. */
export const queryToken: Rule = () => ({
  SecurityScheme: checkQuery,
  Parameter: (node, context) => {
    const name = String(node.name)
      .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_")
      .toLowerCase();
    if (credentialNames.test(name)) checkQuery(node, context);
  },
});
