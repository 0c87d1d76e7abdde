/** The frame of the pages that are written here. */

import { styles } from "./styles.ts";

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An SVG image as a data URI. */
export function imageUri(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const bubble = "M6 5h20a3 3 0 0 1 3 3v12a3 3 0 0 1-3 3H15l-7 6v-6H6a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z";

/** Address of the icon of every page. */
export const icon = imageUri(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2f6fdf" d="${bubble}"/></svg>`,
);

/** Address of the name with its sign, legible on light and on dark ground. */
export const wordmark = imageUri(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 32" width="132" height="32"><path fill="#2f6fdf" d="${bubble}"/><text x="40" y="23" font-family="system-ui,-apple-system,Segoe UI,Roboto,sans-serif" font-size="22" font-weight="700" fill="#2f6fdf">Parley</text></svg>`,
);

/** A whole page; nothing on it may load anything from elsewhere. */
export function page({ title, description, body }: { title: string; description: string; body: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${icon}">
<style>${styles}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
