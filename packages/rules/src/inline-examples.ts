/**
 * Puts external example files into the document, so that it stands alone: JSON as a value, everything textual as a
 * string, bytes as a `data:` URL. `externalValue` would be opened by every tool that reads the document, from where it
 * lies; for those who have the folder of the contract, the name of a binary file stays in `x-external-file`.
 */

import { readFileSync } from "node:fs";
import { dirname, extname, posix, relative, resolve, sep } from "node:path";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { type Rule, repositoryPath } from "./redocly.ts";

const textExtensions = [".sse", ".txt", ".js", ".html", ".csv"];

/** Preprocessor `parley/inline-examples`. */
export const inlineExamples: Rule = () => {
  let root = "";
  const broken = new Set<string>();
  return {
    Root: (_node, context) => {
      root = context.location.source.absoluteRef;
    },
    Example: {
      enter: (node, context) => {
        if (typeof node.externalValue !== "string") return;
        const path = resolve(dirname(context.location.source.absoluteRef), node.externalValue);
        const extension = extname(path);
        const example = node as { value?: unknown; externalValue?: string; "x-external-file"?: string };
        try {
          const bytes = readFileSync(path);
          if (textExtensions.includes(extension)) example.value = bytes.toString("utf8");
          else if (extension === ".json") example.value = parseJson(bytes.toString("utf8"));
          else {
            example.value = `data:application/octet-stream;base64,${bytes.toString("base64")}`;
            example["x-external-file"] = relative(dirname(root), path).replaceAll(sep, posix.sep);
          }
        } catch (error) {
          // Several operations may show one file.
          if (!broken.has(path)) {
            const { code, message } = error as NodeJS.ErrnoException; // of the file system, or of parseJson
            const fault = code === undefined ? message : code === "ENOENT" ? " is not there." : `: ${message}.`;
            context.report({
              message: repositoryPath(root, path) + fault,
              location: context.location.child(["externalValue"]),
            });
          }
          broken.add(path);
        }
        // Also after a fault: the linter would open the file itself and say the same in its own words.
        delete example.externalValue;
      },
    },
  };
};

/**
 * The value of a JSON text. The parser of the language does not say of each fault where it is.
 *
 * @throws Error with the place of the first fault, to go behind the name of the file.
 */
function parseJson(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return value;
  const lines = text.slice(0, first.offset).split("\n");
  const place = `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  const words = printParseErrorCode(first.error).replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  throw new Error(`:${place} is no JSON: ${words.toLowerCase()}.`);
}
