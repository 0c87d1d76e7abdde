/** One policy of openness: objects are open by default, maps say what they hold, a closed object says who closed it. */

import { entriesOf } from "./provenance-level.ts";
import { isNode, type Node, type Rule } from "./redocly.ts";

/** Rule `parley/additional-properties`. */
export const additionalProperties: Rule = () => ({
  Schema: (node, context) => {
    const report = (message: string): void => context.report({ message, location: context.location.key() });
    const { additionalProperties: additional } = node;
    if (additional === false && entriesOf(node).additionalProperties === undefined) {
      report("A closed object needs x-provenance-of: { additionalProperties: <level> }.");
    }
    if (additional === true && isNode(node.properties)) {
      report("An object with properties is open by default: leave additionalProperties: true out.");
    }
    if (additional === undefined && isMap(node)) {
      report("An object without properties is a map: say what it holds in additionalProperties.");
    }
  },
});

function isMap({ type, properties, patternProperties, allOf, anyOf, oneOf }: Node): boolean {
  const isObject = type === "object" || (Array.isArray(type) && type.includes("object"));
  return isObject && [properties, patternProperties, allOf, anyOf, oneOf].every((keyword) => keyword === undefined);
}
