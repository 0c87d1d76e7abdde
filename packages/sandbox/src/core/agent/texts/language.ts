/** Which language a visitor writes in. */

import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { pl } from "./pl.ts";
import type { Language, Texts } from "./texts.ts";

/** The texts of every language. */
export const texts: Readonly<Record<Language, Texts>> = { en, fr, pl, de };

const languages = Object.keys(texts) as readonly Language[]; // `keys` knows no more than strings.

/** The language of a tag such as `pl` or `pl-PL`, where it is one of ours. */
function readLanguage(tag: string | undefined): Language | undefined {
  const primary = tag?.split(/[-_]/)[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}

/** How many of its words and letters a message needs to be taken for another language than the known one. */
const enough = 2;

/**
 * The language of a message by its frequent words and its letters. Where the message says too little it is the known
 * one, which may be a tag such as `pl-PL`; without one the best guess, and English where there is none.
 */
export function detectLanguage(message: string, given?: string): Language {
  const words = new Set(plain(message).split(/[^a-z']+/));
  const letters = new Set(message.toLowerCase().normalize("NFC"));
  const points = languages.map((language) => {
    const { marks, letters: own } = texts[language];
    const found = marks.split(" ").filter((mark) => words.has(mark)).length;
    return { language, points: found + 2 * [...own].filter((letter) => letters.has(letter)).length };
  });
  const best = Math.max(...points.map((one) => one.points));
  const leading = points.filter((one) => one.points === best).map(({ language }) => language);
  const known = readLanguage(given);
  if (known && (best < enough || leading.includes(known))) return known;
  return (best > 0 && leading[0]) || "en";
}

/** Small letters without accents. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ł", "l")
    .replaceAll("ß", "ss")
    .replaceAll("œ", "oe")
    .replaceAll("’", "'");
}
