/** What the demo agent says, in every language that it speaks. */

export { detectLanguage, plain, texts } from "./language.ts";
export { type Intent, intents, type Language, type Texts } from "./texts.ts";
