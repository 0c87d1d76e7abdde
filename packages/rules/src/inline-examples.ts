/**
 * Puts external example files into the document, so that it stands alone: JSON as a value, everything textual as a
 * string, bytes as a `data:` URL. `externalValue` would be opened by every tool that reads the document, from where it
 * lies; for those who have the folder of the contract, the name of a binary file stays in `x-external-file`.
 */

import { readFileSync } from "node:fs";
import { dirname, extname, posix, relative, resolve, sep } from "node:path";
import type { Rule } from "./redocly.ts";

const textExtensions = [".sse", ".txt", ".js", ".html", ".csv"];

/** Preprocessor `parley/inline-examples`. */
export const inlineExamples: Rule = () => {
  let folder = "";
  return {
    Root: (_node, context) => {
      folder = dirname(context.location.source.absoluteRef);
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
          else if (extension === ".json") example.value = JSON.parse(bytes.toString("utf8"));
          else {
            example.value = `data:application/octet-stream;base64,${bytes.toString("base64")}`;
            example["x-external-file"] = relative(folder, path).replaceAll(sep, posix.sep);
          }
          delete example.externalValue;
        } catch (error) {
          context.report({
            message: `The example file cannot be read: ${(error as Error).message}`,
            location: context.location.child(["externalValue"]),
          });
        }
      },
    },
  };
};
