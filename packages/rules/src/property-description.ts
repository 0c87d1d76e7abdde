/** Every property is described, in its own words or by the schema it refers to. */

import { isNode, type Rule, resolveNode } from "./redocly.ts";

/** Rule `parley/property-description`. */
export const propertyDescription: Rule = () => ({
  Schema: (node, context) => {
    if (!isNode(node.properties)) return;
    for (const [name, property] of Object.entries(node.properties)) {
      const own = isNode(property) ? property.description : undefined;
      const referred = resolveNode(context, property).description;
      if (typeof own === "string" || typeof referred === "string") continue;
      context.report({
        message: `Property "${name}" needs a description.`,
        location: context.location.child(["properties", name]).key(),
      });
    }
  },
});
