/** A parameter that recurs is a component, so that it is described once. */

import { componentName, type Location, type Rule } from "./redocly.ts";

/** Rule `parley/shared-parameter`. */
export const sharedParameter: Rule = () => {
  const places = new Map<string, Location[]>();
  return {
    Parameter: (node, context) => {
      const key = `${String(node.in)} parameter "${String(node.name)}"`;
      places.set(key, [...(places.get(key) ?? []), context.location]);
    },
    Root: {
      leave: (_node, context) => {
        for (const [parameter, locations] of places) {
          if (locations.length < 2) continue;
          for (const location of locations) {
            if (componentName(location, "parameters") !== undefined) continue;
            context.report({
              message: `The ${parameter} is described in ${locations.length} places: move it to a file in parameters.`,
              location: location.key(),
            });
          }
        }
      },
    },
  };
};
