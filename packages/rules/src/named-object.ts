/** Objects are components: a generator has to invent a name for one that stands inline. */

import { componentName, isNode, type Rule } from "./redocly.ts";

/** Rule `parley/named-object`. */
export const namedObject: Rule = () => ({
  Schema: (node, context) => {
    if (!isNode(node.properties) || componentName(context.location, "schemas") !== undefined) return;
    context.report({
      message: "An object with properties needs a name: move it to the top level of a file in schemas.",
      location: context.location.key(),
    });
  },
});
