// What `npm run mock` is called with. Plain JavaScript without imports, because it is told before anything is installed.

/** The help. */
export const usage = `Serve every contract with Prism, from one process.

Usage: npm run mock -- [options]

Options:
  --only <api>        Serve this contract only; may be given several times.
  --port-base <n>     The mocks listen from port n + 11 on, in the order of the contracts.
                      Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes free ports.
  --spec <folder>     Folder with redocly.yaml and the contracts. Default: spec/ of Parley.
  --dynamic           Generate bodies from the schemas instead of serving the examples.
  --pace <n>          Events per second of event streams. Default 20; 0 sends them at once.
  --quiet             Print no line for each request.
  --help              Show this text.

Requests:
  Prefer: code=404        Answer with that documented status (also ?__code=404).
  Prefer: example=tool    Answer with that named example (also ?__example=tool).
  Prefer: wait=2          Play the event stream in at most 2 seconds (also ?__wait=2); 0 sends it at once.

Each mock lists its operations, examples and curl lines on its page /. A refusal says what is wrong in its body, and
here in one line. Saving a file of a contract reloads it. Ctrl-C stops.

Examples:
  npm run mock -- --only chatzy
  npm run mock -- --port-base 5000 --pace 5
`;

/** The options besides those of every server. */
export const options = /** @type {const} */ ({
  only: { type: "string", multiple: true },
  spec: { type: "string" },
  dynamic: { type: "boolean", default: false },
  pace: { type: "string" },
  quiet: { type: "boolean", default: false },
});
