// What `npm run docs` is called with. Plain JavaScript without imports, because it is told before anything is installed.

/** The help. */
export const usage = `Serve the reference pages of every contract.

Usage: npm run docs -- [options]

Options:
  --port-base <n>  The port to listen on. The page names the mocks of the contracts at n + 11 and after.
                   Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes a free port.
  --spec <folder>  Folder with redocly.yaml and the contracts, to be watched. Default: spec/ of Parley.
  --site <folder>  Folder of the built site. Default: apps/docs/dist.
  --help           Show this text.

Builds the pages first. Saving a file of a contract builds its page anew, and open pages reload themselves; a save with
errors changes nothing, and they say so. Ctrl-C stops.
`;

/** The options besides those of every server. */
export const options = /** @type {const} */ ({
  spec: { type: "string" },
  site: { type: "string" },
});
