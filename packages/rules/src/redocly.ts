/** The part of the plugin interface of @redocly/cli that the rules use; the package publishes no types for it. */

import { join, posix, relative, sep } from "node:path";

/** Place of a node: its file and its JSON pointer. */
export interface Location {
  readonly source: { readonly absoluteRef: string };
  readonly pointer: string;
  child(path: readonly (string | number)[]): Location;
  key(): Location;
}

/** A node of an OpenAPI description before any assumption is made about it. */
export type Node = Readonly<Record<string, unknown>>;

/** What a visitor is called with besides the node. */
export interface Context {
  readonly location: Location;
  readonly key: string | number;
  report(problem: { message: string; location?: Location; suggest?: string[] }): void;
  /** Follows a reference, by default from the file of the current node; `location` of anything else is the current node. */
  resolve(node: unknown, from?: string): { node?: unknown; location?: Location };
}

/** A function called when a node of a given type is entered or left. */
export type Visit = (node: Node, context: Context) => void;

/** Visitors by node type name, such as `Operation` or `MediaType`. */
export type Visitor = Readonly<Record<string, Visit | { enter?: Visit; leave?: Visit }>>;

/** A lint rule or preprocessor: makes a fresh visitor for each document. */
export type Rule = () => Visitor;

/** What a plugin module gives, by name without the prefix of the plugin; `oas3` stands for OpenAPI 3.0 and later. */
export interface Plugin {
  readonly id: string;
  readonly typeExtension: { readonly oas3: (types: NodeTypes) => object };
  readonly preprocessors: { readonly oas3: Readonly<Record<string, Rule>> };
  readonly rules: { readonly oas3: Readonly<Record<string, Rule>> };
}

/** Node types by name. */
export type NodeTypes = Readonly<Record<string, { properties?: object }>>;

/** Path of a file in the repository; a contract has a folder in the folder of all contracts. */
export function repositoryPath(rootFile: string, file: string): string {
  return relative(join(rootFile, "../../.."), file).replaceAll(sep, posix.sep);
}

/** Whether a value is an object that is neither `null` nor an array. */
export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as a node if it is one, with a reference followed; otherwise an empty node. */
export function resolveNode(context: Context, value: unknown): Node {
  const { node } = context.resolve(value);
  return isNode(node) ? node : {};
}

/**
 * The name of a component, which stands at the top level of a file of its own or under `components` of the root file;
 * nothing for whatever stands inline.
 */
export function componentName({ pointer }: Location, section: "schemas" | "parameters"): string | undefined {
  const [first, second, name, ...rest] = pointer.replace(/^#\/?/, "").split("/");
  if (first === "components" && second === section && rest.length === 0) return name;
  return first && second === undefined ? first : undefined;
}
