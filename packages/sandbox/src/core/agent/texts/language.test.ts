import { expect, test } from "vitest";
import { detectLanguage } from "./language.ts";

test.each([
  ["Where is the parcel?", undefined, "en"],
  ["Où est le colis ?", undefined, "fr"],
  ["Gdzie jest paczka?", undefined, "pl"],
  ["Wo ist das Paket?", undefined, "de"],
  ["Über", undefined, "de"],
  ["OK", undefined, "en"],
  ["OK", "pl-PL", "pl"],
  ["OK", "pl_PL", "pl"],
  ["OK", "xx", "en"],
  ["Hello", "fr", "fr"],
  ["Where is the parcel?", "fr", "en"],
  ["", "constructor", "en"],
])("%j with %s is %s", (message, given, expected) => {
  expect(detectLanguage(message, given)).toBe(expected);
});
