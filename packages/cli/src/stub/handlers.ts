/** Reads and extends files of handlers by their syntax trees, so that whatever their owner wrote there stays. */

import ts from "typescript";

/** What a file of handlers has. */
export interface HandlerFile {
  /** Names of the exported objects. */
  readonly constants: readonly string[];
  /** Names of their members: the operations that are filled in. */
  readonly operations: readonly string[];
}

/** Reads a file. */
export function readHandlers(path: string, text: string): HandlerFile {
  const objects = exportedObjects(parse(path, text));
  return {
    constants: objects.map(({ name }) => name),
    operations: objects.flatMap(({ object }) => object.properties.flatMap((member) => nameOf(member) ?? [])),
  };
}

/**
 * Puts members at the end of the first exported object of a file, and the import that they need; `undefined` where it
 * has no such object.
 */
export function addHandlers(path: string, given: string, members: readonly string[]): string | undefined {
  const text = withImport(path, given);
  const file = parse(path, text);
  const [first] = exportedObjects(file);
  if (!first) return undefined;
  const { object } = first;
  const last = object.properties.at(-1);
  const indent = last ? indentOf(text, last.getStart(file)) : "  ";
  const lines = members.join("\n\n").replace(/^ {2}(?=\S)/gm, indent);
  // Behind the last member and its comma, before whatever comment follows.
  const afterMember = last ? last.end : object.getStart(file) + 1;
  const end = last && object.properties.hasTrailingComma ? object.properties.end : afterMember;
  const comma = last && !object.properties.hasTrailingComma ? "," : "";
  const close = object.end - 1;
  const between = text.slice(end, close).trimEnd();
  return `${text.slice(0, end)}${comma}${between}\n${last ? "\n" : ""}${lines}\n${outdent(text, close)}${text.slice(close)}`;
}

/** What new handlers call may have been taken out when all were filled in. */
function withImport(path: string, text: string): string {
  const file = parse(path, text);
  const imports = file.statements.filter(ts.isImportDeclaration);
  const isThere = imports.some(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    return (
      bindings && ts.isNamedImports(bindings) && bindings.elements.some(({ name }) => name.text === "notImplemented")
    );
  });
  if (isThere) return text;
  const place = imports[0]?.getStart(file) ?? file.statements[0]?.getFullStart() ?? text.length;
  return `${text.slice(0, place)}import { notImplemented } from "@parley/server";\n${text.slice(place)}`;
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function exportedObjects(file: ts.SourceFile): { name: string; object: ts.ObjectLiteralExpression }[] {
  const exported = new Set(
    file.statements
      .filter(ts.isExportDeclaration)
      .flatMap(({ exportClause }) =>
        exportClause && ts.isNamedExports(exportClause)
          ? exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
          : [],
      ),
  );
  return file.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const isExported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || !(isExported || exported.has(name.text))) return [];
      const object = initializer && unwrap(initializer);
      return object && ts.isObjectLiteralExpression(object) ? [{ name: name.text, object }] : [];
    });
  });
}

/** The expression inside of parentheses, `satisfies` and `as`. */
function unwrap(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isAsExpression(expression)
    ? unwrap(expression.expression)
    : expression;
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  if (!name) return undefined;
  const key = ts.isComputedPropertyName(name) ? name.expression : name;
  return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** White space before the first character of a line. */
function indentOf(text: string, place: number): string {
  const line = text.slice(text.lastIndexOf("\n", place - 1) + 1, place);
  return /^\s+$/.test(line) ? line : "  ";
}

/** The indent of a bracket that closes on a line of its own. */
function outdent(text: string, place: number): string {
  const line = text.slice(text.lastIndexOf("\n", place - 1) + 1, place);
  return /^\s*$/.test(line) ? line : "";
}
