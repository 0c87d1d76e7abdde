/** Every operation says where its facts come from; parts that are weaker than their operation say so too. */

import type { Rule, Visit } from "./redocly.ts";

/** Levels of evidence, strongest first. */
const provenanceLevels = ["seed", "documented", "observed", "assumed"] as const;

const levels = provenanceLevels.join(", ");

function isLevel(value: unknown): boolean {
  return provenanceLevels.some((level) => level === value);
}

const checkLevel: Visit = (node, context) => {
  const level = node["x-provenance"];
  if (level === undefined || isLevel(level)) return;
  context.report({
    message: `x-provenance must be one of ${levels}; found ${JSON.stringify(level)}.`,
    location: context.location.child(["x-provenance"]),
  });
};

const checkOptional: Visit = (node, context) => {
  checkLevel(node, context);
  if (node["x-provenance"] === "assumed" && typeof node.description !== "string") {
    context.report({ message: "What is assumed needs a description that says why.", location: context.location.key() });
  }
};

/** Rule `parley/provenance`. */
export const provenance: Rule = () => ({
  Operation: (node, context) => {
    if (!isLevel(node["x-provenance"])) {
      context.report({ message: `Operation needs x-provenance, one of ${levels}.`, location: context.location.key() });
    }
  },
  Parameter: checkOptional,
  Header: checkOptional,
  RequestBody: checkOptional,
  MediaType: checkLevel,
  Response: checkOptional,
  Schema: checkOptional,
  SecurityScheme: checkOptional,
});
