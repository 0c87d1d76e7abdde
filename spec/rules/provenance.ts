/** Every operation says where its facts come from; parts that are weaker than their operation say so too. */

import { isNode, type Rule, type Visit } from "./redocly.ts";

/** Levels of evidence, strongest first. */
export const provenanceLevels = ["seed", "documented", "observed", "assumed"] as const;

const levels = provenanceLevels.join(", ");

function isLevel(value: unknown): boolean {
  return provenanceLevels.some((level) => level === value);
}

const checkOptional: Visit = (node, context) => {
  const level = node["x-provenance"];
  if (level === undefined) return;
  if (!isLevel(level)) {
    context.report({
      message: `x-provenance must be one of ${levels}; found ${JSON.stringify(level)}.`,
      location: context.location.child(["x-provenance"]),
    });
  } else if (level === "assumed" && typeof node.description !== "string") {
    context.report({ message: "What is assumed needs a description that says why.", location: context.location.key() });
  }
};

/** Rule `parley/provenance`. */
export const provenance: Rule = () => ({
  Operation: (node, context) => {
    if (!isLevel(node["x-provenance"])) {
      context.report({
        message: `Operation needs x-provenance, one of ${levels}.`,
        location: isNode(node) ? context.location.key() : context.location,
      });
    }
  },
  Parameter: checkOptional,
  Header: checkOptional,
  RequestBody: checkOptional,
  Response: checkOptional,
  Schema: checkOptional,
  SecurityScheme: checkOptional,
});
