/** Tag Widget: the script. */

import type { Some } from "./contract.ts";

/** Stands in for the widget, and says so. */
const script = `// A placeholder: the sandbox does not serve the widget of XYZ AI yet.
(function () {
  if (!window.XYZChat) {
    console.warn("xyz-chat.js: set window.XYZChat before this script.");
    return;
  }
  console.info("xyz-chat.js: this is a placeholder of the sandbox; it draws no chat.");
})();
`;

const version = '"xyz-chat-placeholder-1"';

const headers = {
  "Cache-Control": "public, max-age=300",
  ETag: version,
  // Pages of any origin may load it, and it has nothing of anybody.
  "Cross-Origin-Resource-Policy": "cross-origin",
} as const;

/** The handlers of the tag. */
export const widget = {
  getWidgetScript: ({ params }) => {
    const known = params.header["If-None-Match"]?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
    if (known.includes(version) || known.includes("*")) return { status: 304, headers };
    return { status: 200, headers, body: script };
  },
} satisfies Some<"getWidgetScript">;
