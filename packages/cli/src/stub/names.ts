/** Names that a stub gives to files and constants, from whatever stands in a document. */

/** A tag as a file name: lower case with dashes; letters of every script stay. */
export function fileNameOf(tag: string): string {
  const name = tag
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  // The index is written anew by each run.
  return name === "" ? "operations" : name === "index" ? "index-tag" : name;
}

/** The name of the constant with the handlers of a tag. */
export function constantOf(tag: string): string {
  return identifierOf(`${fileNameOf(tag)}-handlers`);
}

/** A text as a name that JavaScript takes; words are joined in camel case. */
export function identifierOf(text: string): string {
  const words = text.split(/[^\p{ID_Continue}$]+/u).filter((word) => word !== "");
  const name = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  if (name === "") return "operation";
  return /^[\p{ID_Start}_$]/u.test(name) && !reserved.has(name) ? name : `_${name}`;
}

/** ECMA-262, "Reserved Words", in modules, and what strict mode adds. */
const reserved: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield"
  ).split(" "),
);
