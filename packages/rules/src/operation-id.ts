/** Operation ids are verbNoun in camelCase and unique over all contracts. */

import { type Rule, repositoryPath } from "./redocly.ts";

const verbs = [
  "add",
  "approve",
  "ask",
  "cancel",
  "create",
  "delete",
  "download",
  "exchange",
  "export",
  "get",
  "import",
  "insert",
  "install",
  "introspect",
  "list",
  "promote",
  "refresh",
  "register",
  "remove",
  "rename",
  "request",
  "revoke",
  "search",
  "send",
  "set",
  "start",
  "stop",
  "stream",
  "submit",
  "sync",
  "synthesize",
  "transcribe",
  "update",
  "upload",
  "verify",
];

/** Where an operation id was first used, and in which contract, over all documents of one lint run. */
const owners = new Map<string, { readonly root: string; readonly place: string }>();

/** Rule `parley/operation-id`. */
export const operationId: Rule = () => {
  let root = "";
  return {
    Root: (_node, context) => {
      root = context.location.source.absoluteRef;
      for (const [id, owner] of owners) if (owner.root === root) owners.delete(id);
    },
    Operation: (node, context) => {
      const id = node.operationId;
      const location = context.location.child(["operationId"]);
      if (typeof id !== "string") {
        context.report({
          message: "Operation needs an operationId: verbNoun in camelCase, such as getThing.",
          location: context.location.key(),
        });
        return;
      }
      const verb = /^[a-z]+/.exec(id)?.[0];
      if (!/^[a-z]+([A-Z][a-z0-9]*)+$/.test(id) || !verb || !verbs.includes(verb)) {
        context.report({
          message: `operationId "${id}" is not verbNoun in camelCase; known verbs: ${verbs.join(", ")}.`,
          location,
        });
      }
      const owner = owners.get(id);
      if (owner) {
        const message = `operationId "${id}" is already used in ${owner.place}; give this operation another.`;
        context.report({ message, location });
      } else {
        owners.set(id, { root, place: repositoryPath(root, context.location.source.absoluteRef) });
      }
    },
  };
};
