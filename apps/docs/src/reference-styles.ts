/** The look of the reference pages: Redoc's own custom properties, set from those of Parley. */

import { themeStyles } from "@parley/theme/page";
import { grammarStyles } from "./grammar-html.ts";
import { liveStyles } from "./live-script.ts";

/** Text of the style element. */
export const referenceStyles = `
${themeStyles}
/* The switch of the page decides. */
html.light { color-scheme: light; }
html.dark { color-scheme: dark; }
body { margin: 0; padding: 0; }
/* As strong as Redoc's own selectors, and later. */
:root.light, :root.dark {
  --font-family-base: var(--font);
  --code-font-family: var(--mono);
  --text-color-primary: var(--text);
  --text-color-secondary: var(--text-2);
  --text-color-description: var(--text-2);
  --text-color-disabled: var(--text-3);
  --bg-color: var(--bg);
  --bg-color-raised: var(--bg);
  --layer-color: var(--surface);
  --border-color-primary: var(--line);
  --border-color-secondary: var(--line);
  --link-color-primary: var(--accent);
  --link-color-primary-hover: var(--accent);
  --link-color-visited: var(--accent);
  --code-block-bg-color: var(--sunken);
  --sidebar-bg-color: var(--surface);
}
/* Offers to send the address of this page to a service that could not read it. */
li:has([data-component-name="PageActions/PageActionsMenuItem"]):nth-child(n + 2) { display: none; }
${grammarStyles}${liveStyles}`;
