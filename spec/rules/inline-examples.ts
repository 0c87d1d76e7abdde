/**
 * Puts the text of external example files into the document: JSON as a value, everything textual as a string.
 * Binary examples keep `externalValue`.
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
      if (!isText && extension !== ".json") return;
      try {
        const text = readFileSync(path, "utf8");
        const example = node as { value?: unknown; externalValue?: string };
        example.value = isText ? text : (JSON.parse(text) as unknown);
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
