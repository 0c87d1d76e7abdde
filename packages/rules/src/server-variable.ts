/** Variables of servers have no description: a widespread parser refuses it; the server itself can say it. */

import type { Rule } from "./redocly.ts";

/** Rule `parley/server-variable`. */
export const serverVariable: Rule = () => ({
  ServerVariable: (node, context) => {
    if (node.description === undefined) return;
    context.report({
      message: "Describe the variable in the description of its server: swagger-parser refuses one here.",
      location: context.location.child(["description"]).key(),
    });
  },
});
