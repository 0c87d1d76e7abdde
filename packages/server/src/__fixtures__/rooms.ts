/** What is wrong with the rooms of a source folder: doors, circles, and state that outlives a call. */

import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";
import ts from "typescript-emit";

/** Texts of source files by their paths below the folder. */
export type Sources = Readonly<Record<string, string>>;

/** The sources of a folder, without tests and what belongs to them. */
export async function readSources(folder: URL): Promise<Sources> {
  const paths = await readdir(folder, { recursive: true });
  const own = paths.filter((path) => /^[^.]+\.ts$/.test(path) && !/(?:^|\/)(?:__fixtures__|testing|bench)(?:\/|\.ts$)/.test(path));
  return Object.fromEntries(
    await Promise.all(own.map(async (path) => [path, await readFile(new URL(path, folder), "utf8")] as const)),
  );
}

/** Everything that is wrong, a sentence each. */
export function findFaults(sources: Sources): string[] {
  const imports = new Map(Object.entries(sources).map(([path, text]) => [path, importsOf(path, text)] as const));
  return [
    ...findWrongDoors(imports),
    ...findCircles(imports, "files"),
    ...findCircles(joinRooms(imports), "rooms"),
    ...Object.entries(sources).flatMap(([path, text]) => findState(path, text)),
  ];
}

/** Files that a file imports, types too. */
function importsOf(path: string, text: string): string[] {
  return ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => posix.join(posix.dirname(path), specifier));
}

function roomOf(path: string): string {
  return path.includes("/") ? posix.dirname(path) : "";
}

function findWrongDoors(imports: ReadonlyMap<string, readonly string[]>): string[] {
  return [...imports].flatMap(([path, targets]) =>
    targets
      .filter((target) => roomOf(target) !== "" && roomOf(target) !== roomOf(path) && !target.endsWith("/index.ts"))
      .map((target) => `${path} goes to ${target} and not through the door of ${roomOf(target)}`),
  );
}

function joinRooms(imports: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const rooms = new Map<string, string[]>();
  for (const [path, targets] of imports) {
    const room = roomOf(path);
    // The files at the root are no room: they put the rooms together.
    if (room === "") continue;
    const others = targets.map(roomOf).filter((other) => other !== room);
    rooms.set(room, [...(rooms.get(room) ?? []), ...others.map((other) => other || "the root")]);
  }
  // No room knows the files that put it to use.
  rooms.set("the root", [...rooms.keys()]);
  return rooms;
}

function findCircles(graph: ReadonlyMap<string, readonly string[]>, what: string): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  function visit(node: string, way: readonly string[]): void {
    const start = way.indexOf(node);
    if (start >= 0) {
      const circle = way.slice(start);
      const first = circle.indexOf(circle.toSorted()[0] ?? "");
      found.add([...circle.slice(first), ...circle.slice(0, first), circle[first]].join(" -> "));
      return;
    }
    if (done.has(node)) return;
    for (const target of graph.get(node) ?? []) visit(target, [...way, node]);
    done.add(node);
  }
  for (const node of graph.keys()) visit(node, []);
  return [...found].map((circle) => `circle of ${what}: ${circle}`);
}

/** Variables of a module that change, and collections that can be filled. */
function findState(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  return file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, type, initializer }) => {
      const variable = name.getText(file);
      if (!(declarationList.flags & ts.NodeFlags.Const)) return [`${path}: the variable ${variable} of the module changes`];
      if (initializer && ts.isRegularExpressionLiteral(initializer) && /\/\w*y\w*$/.test(initializer.text)) {
        return [`${path}: the pattern ${variable} of the module keeps its place`];
      }
      const made = initializer && ts.isNewExpression(initializer) ? initializer.expression.getText(file) : "";
      const isOpen = /^Weak|^(?:Map|Set)$/.test(made) && !type?.getText(file).startsWith("Readonly");
      return isOpen ? [`${path}: the ${made} ${variable} of the module can be filled`] : [];
    }),
  );
}
