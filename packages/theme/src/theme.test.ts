/** The colours can be told apart by people who see less, in both themes. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { icon } from "./page.ts";

const text = readFileSync(new URL("theme.css", import.meta.url), "utf8");
const colors = new Map(
  [...text.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(([, name = "", light = "", dark = ""]) => [
    name,
    { light, dark },
  ]),
);

/** Relative luminance (WCAG 2.2). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

function colorOf(name: string, theme: "light" | "dark"): string {
  const color = colors.get(name);
  if (!color) throw new Error(`no colour ${name}`);
  return color[theme];
}

const grounds = ["bg", "surface", "sunken"];
const inks = ["text", "text-2", "text-3", "accent", "ok", "warn", "danger", "chatzy", "xyz", "smarttalk"];

test.each(["light", "dark"] as const)("every ink can be read on every ground: %s", (theme) => {
  const pairs = [
    ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
    ["on-accent", "accent"] as const,
    ["accent", "accent-soft"] as const,
    ["text", "accent-soft"] as const,
  ];
  const tooWeak = pairs.filter(([ink, ground]) => contrast(colorOf(ink, theme), colorOf(ground, theme)) < 4.5);
  expect(tooWeak).toEqual([]);
});

test.each(["light", "dark"] as const)("the edges of controls can be seen: %s", (theme) => {
  expect(contrast(colorOf("line-strong", theme), colorOf("bg", theme))).toBeGreaterThanOrEqual(3);
});

test("nothing but these values has a colour of its own, except images, which repeat the accent", () => {
  const base = readFileSync(new URL("base.css", import.meta.url), "utf8");
  expect(base).not.toMatch(/#[0-9a-f]{3,8}\b/i);
  const inImage = decodeURIComponent(icon).match(/#\w{6}/g);
  expect(inImage).toEqual([colorOf("accent", "light"), colorOf("accent", "dark")]);
});
