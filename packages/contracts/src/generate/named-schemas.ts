/** Gives the schemas of the emitted types names of their own, so that editors show a name and not all members. */

import ts from "typescript";

/** Names that the emitted file uses or has already, and those of the language that it would hide. */
const taken = new Set(["Blob", "Record", "components", "operations", "paths", "webhooks", "Omit", "Partial"]);

/** Moves each object among the schemas of `components` into an interface, which then stands in its place. */
export function nameSchemas(nodes: readonly ts.Node[]): ts.Node[] {
  const interfaces: ts.Node[] = [];
  const name = (member: ts.TypeElement): ts.TypeElement => {
    if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) return member;
    const schema = ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : "";
    if (!/^[A-Z]\w*$/.test(schema) || taken.has(schema)) return member;
    const exported = [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)];
    interfaces.push(ts.factory.createInterfaceDeclaration(exported, schema, undefined, undefined, member.type.members));
    const { modifiers, questionToken } = member;
    const reference = ts.factory.createTypeReferenceNode(schema);
    const named = ts.factory.createPropertySignature(modifiers, member.name, questionToken, reference);
    return ts.setSyntheticLeadingComments(named, ts.getSyntheticLeadingComments(member));
  };
  const named = nodes.map((node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== "components") return node;
    const members = node.members.map((member) => {
      const isSchemas =
        ts.isPropertySignature(member) && ts.isIdentifier(member.name) && member.name.text === "schemas";
      if (!isSchemas || !member.type || !ts.isTypeLiteralNode(member.type)) return member;
      const literal = ts.factory.createTypeLiteralNode(member.type.members.map(name));
      return ts.factory.createPropertySignature(member.modifiers, member.name, member.questionToken, literal);
    });
    return ts.factory.createInterfaceDeclaration(node.modifiers, node.name, undefined, undefined, members);
  });
  return [...named, ...interfaces];
}
