/** No enum lists null: generators make invalid code of it; a union with the type null says the same. */

import type { Rule } from "./redocly.ts";

/** Rule `parley/enum-null`. */
export const enumNull: Rule = () => ({
  Schema: (node, context) => {
    if (!Array.isArray(node.enum)) return;
    const index = node.enum.indexOf(null);
    if (index < 0) return;
    context.report({
      message: "Say null by anyOf with { type: 'null' }, not in the enum.",
      location: context.location.child(["enum", index]),
    });
  },
});
