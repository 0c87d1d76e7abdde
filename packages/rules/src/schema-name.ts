/** Names of schemas stay clear of the names that generators make themselves. */

import { componentName, type Location, type Rule } from "./redocly.ts";

/** What generators append to the name of an operation, besides what no schema may end in anyway. */
const takenSuffixes = ["Request", "Error", "Errors"];

/** Rule `parley/schema-name`. */
export const schemaName: Rule = () => {
  const names = new Map<string, Location>();
  const operationIds: string[] = [];
  return {
    Schema: (_node, context) => {
      const name = componentName(context.location, "schemas");
      if (name === undefined) return;
      names.set(name, context.location);
      const location = context.location.key();
      if (name === "Error") {
        context.report({ message: 'A schema called "Error" hides the class of the language.', location });
      }
      const suffix = /(Responses?|Data)$/.exec(name)?.[0];
      if (suffix) {
        context.report({
          message: `Schema "${name}" ends in ${suffix}, which generators add to names themselves.`,
          location,
        });
      }
    },
    Operation: ({ operationId }) => {
      if (typeof operationId === "string") operationIds.push(operationId);
    },
    Root: {
      leave: (_node, context) => {
        for (const id of operationIds) {
          for (const suffix of takenSuffixes) {
            const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}${suffix}`;
            const location = names.get(name);
            if (!location) continue;
            context.report({
              message: `Schema "${name}" has the name that generators make of the operation ${id}.`,
              location: location.key(),
            });
          }
        }
      },
    },
  };
};
