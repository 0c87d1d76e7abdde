/** The frame of plain pages: one file with everything in it, which loads nothing. */

import { readFileSync } from "node:fs";

/** Text of the stylesheet of values. */
export const themeStyles = readStyles("theme.css");

/** Text of the stylesheet that makes a plain page of them. */
const baseStyles = readStyles("base.css");

function readStyles(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

/** Text as HTML, also inside of attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An SVG image as a data URI. */
export function imageUri(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

// An image has no access to the custom properties of its page.
const accent = { light: "#0b6b5b", dark: "#58cdb4" };
const style = `<style>.a{fill:${accent.light}}@media (prefers-color-scheme:dark){.a{fill:${accent.dark}}}</style>`;
const bubble = `<path class="a" d="M6 5h20a3 3 0 0 1 3 3v12a3 3 0 0 1-3 3H15l-7 6v-6H6a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z"/>`;

/** Address of the icon of every page. */
export const icon = imageUri(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${style}${bubble}</svg>`);

/** Address of the name with its sign. */
export const wordmark = imageUri(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 32" width="132" height="32">${style}${bubble}<text class="a" x="40" y="23" font-family="system-ui,-apple-system,Segoe UI,Roboto,sans-serif" font-size="22" font-weight="700">Parley</text></svg>`,
);

/** What {@link page} puts into its frame. */
export interface PageContent {
  readonly title: string;
  readonly description: string;
  /** HTML of the body. */
  readonly body: string;
  /** Styles of this page alone. */
  readonly styles?: string;
  /** A script at the end of the body; the page must be of use without it. */
  readonly script?: string;
  /** Attributes of the root element. */
  readonly attributes?: string;
}

/** Text of a whole page; it may talk to its own server and to nobody else. */
export function page({ title, description, body, styles = "", script = "", attributes = "" }: PageContent): string {
  return `<!doctype html>
<html lang="en"${attributes && ` ${attributes}`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${icon}">
<style>${themeStyles}${baseStyles}${styles}</style>
</head>
<body>
${body}
${script && `<script>${script}</script>`}
</body>
</html>
`;
}

/**
 * A script for {@link page}: buttons of the class `copy` copy the text of the `pre` beside them. They are of no use
 * without it, so it shows them.
 */
export const copyScript = `
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = !navigator.clipboard;
  const title = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = title; }, 2000);
  });
}
`;
