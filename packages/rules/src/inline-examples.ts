/**
 * Puts the text of external example files into the document: JSON as a value, everything textual as a string.
 * The name of a binary file moves to `x-external-file`, because the bundler would inline its bytes as text.
 */

import { readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import type { Rule } from "./redocly.ts";

const textExtensions = [".sse", ".txt", ".js", ".html", ".csv"];

/** Preprocessor `parley/inline-examples`. */
export const inlineExamples: Rule = () => ({
  Example: {
    enter: (node, context) => {
      if (typeof node.externalValue !== "string") return;
      const path = resolve(dirname(context.location.source.absoluteRef), node.externalValue);
      const extension = extname(path);
      const isText = textExtensions.includes(extension);
      const example = node as { value?: unknown; externalValue?: string; "x-external-file"?: string };
      try {
        const bytes = readFileSync(path);
        if (isText) example.value = bytes.toString("utf8");
        else if (extension === ".json") example.value = JSON.parse(bytes.toString("utf8"));
        else example["x-external-file"] = node.externalValue;
        delete example.externalValue;
      } catch (error) {
        context.report({
          message: `The example file cannot be read: ${(error as Error).message}`,
          location: context.location.child(["externalValue"]),
        });
      }
    },
  },
});
