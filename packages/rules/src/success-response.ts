/** Every operation can succeed: with a 2xx, or with a redirect where that is its purpose. */

import { isNode, type Rule } from "./redocly.ts";

/** Rule `parley/success-response`. */
export const successResponse: Rule = () => ({
  Operation: (node, context) => {
    const statuses = isNode(node.responses) ? Object.keys(node.responses) : [];
    if (statuses.some((status) => /^[23]/.test(status))) return;
    context.report({
      message: "Operation needs a 2xx or 3xx response.",
      location: context.location.child(["responses"]),
    });
  },
});
