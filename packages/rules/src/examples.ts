/** Every body has named examples and every parameter has one, so that everything can be served and asked for. */

import { isNode, type Rule } from "./redocly.ts";

/** Rule `parley/examples`. */
export const examples: Rule = () => ({
  MediaType: (node, context) => {
    if (!isNode(node.examples) || Object.keys(node.examples).length === 0) {
      context.report({ message: "A body needs at least one named example.", location: context.location.key() });
    }
    if (node.schema === undefined) {
      context.report({ message: "A body needs a schema.", location: context.location.key() });
    }
  },
  Example: (node, context) => {
    if (typeof node.summary !== "string") {
      context.report({ message: "An example needs a summary.", location: context.location.key() });
    }
  },
  Parameter: (node, context) => {
    if (node.example === undefined && node.examples === undefined) {
      context.report({ message: "A parameter needs an example.", location: context.location.key() });
    }
  },
});
