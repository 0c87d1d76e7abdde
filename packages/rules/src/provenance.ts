/** Every operation says where its facts come from; what is weaker than its surroundings says so too. */

import { entriesOf, isDocumented, isLevel, levelList, wrongEntries } from "./provenance-level.ts";
import { DocumentedWays } from "./provenance-way.ts";
import { type Context, isNode, type Node, type Rule, resolveNode, type Visit } from "./redocly.ts";

/** What a value must be beyond its type: vendors rarely say it, and a generated validator refuses by it. */
const constraints = [
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
];

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

const checkLevel: Visit = (node, context) => {
  const level = node["x-provenance"];
  if (level === undefined || isLevel(level)) return;
  context.report({
    message: `x-provenance must be one of ${levelList}; found ${JSON.stringify(level)}.`,
    location: context.location.child(["x-provenance"]),
  });
};

const checkReason: Visit = (node, context) => {
  if (node["x-provenance"] === "assumed" && typeof node.description !== "string") {
    context.report({ message: "What is assumed needs a description that says why.", location: context.location.key() });
  }
};

const checkPart: Visit = (node, context) => {
  checkLevel(node, context);
  checkReason(node, context);
  if (node["x-provenance-of"] !== undefined) {
    context.report({
      message: "x-provenance-of belongs on operations and schemas only.",
      location: context.location.child(["x-provenance-of"]),
    });
  }
};

const checkSchema: Visit = (node, context) => {
  checkLevel(node, context);
  checkReason(node, context);
  checkEntries("schema", node, node, context);
};

function checkEntries(part: string, node: Node, members: Node, context: Context): void {
  for (const [member, message] of wrongEntries(part, node, members)) {
    context.report({ message, location: context.location.child(["x-provenance-of", member]).key() });
  }
}

const checkOperation: Visit = (node, context) => {
  const level = node["x-provenance"];
  if (!isLevel(level)) {
    context.report({ message: `Operation needs x-provenance, one of ${levelList}.`, location: context.location.key() });
  }
  const responses = isNode(node.responses) ? node.responses : {};
  checkEntries("operation", node, responses, context);
  if (!isDocumented(level)) return;
  for (const [status, response] of Object.entries(responses)) {
    if (entriesOf(node)[status] !== undefined) continue;
    if (resolveNode(context, response)["x-provenance"] !== undefined) continue;
    context.report({
      message: `Status ${status} needs a level of its own, as the operation is ${String(level)}: an entry in x-provenance-of, or x-provenance on the response.`,
      location: context.location.child(["responses", status]).key(),
    });
  }
};

/** Follows the operations of a path to the schemas whose constraints nobody has marked. */
function checkConstraints(item: Node, ways: DocumentedWays, context: Context): void {
  for (const method of methods) {
    const operation = item[method];
    if (!isNode(operation) || !isDocumented(operation["x-provenance"])) continue;
    const shared = Array.isArray(item.parameters) ? item.parameters : [];
    const found = [
      ...shared.flatMap((parameter, index) =>
        ways.walk("Parameter", parameter, context.location.child(["parameters", index]), context),
      ),
      ...ways.walk("Operation", operation, context.location.child([method]), context),
    ];
    for (const { schema, location } of found) {
      const missing = constraints.filter((name) => schema[name] !== undefined && !(name in entriesOf(schema)));
      if (missing.length === 0) continue;
      context.report({
        message: `${missing.join(", ")}: needs an entry in x-provenance-of, as ${String(operation.operationId)} leads here and is ${String(operation["x-provenance"])}.`,
        location: location.key(),
      });
    }
  }
}

/** Rule `parley/provenance`. */
export const provenance: Rule = () => {
  const ways = new DocumentedWays();
  return {
    PathItem: (node, context) => checkConstraints(node, ways, context),
    Operation: checkOperation,
    Parameter: checkPart,
    Header: checkPart,
    RequestBody: checkPart,
    MediaType: (node, context) => {
      // A media type has no description: the response or the schema says why.
      checkLevel(node, context);
    },
    Response: checkPart,
    Schema: checkSchema,
    // What stands beside a reference; the visitor of schemas sees only what the reference leads to.
    ref: checkSchema,
    SecurityScheme: checkPart,
    XStream: (node, context) => {
      // The node type knows the levels.
      checkReason(node, context);
    },
  };
};
