// What `npm run sandbox` is called with. Plain JavaScript without imports, because it is told before anything is
// installed.

/** The help. */
export const usage = `Serve the platforms alive, from one process: state, real credentials, streams, time.

Usage: npm run sandbox -- [options]

Options:
  --port <n>          Port to listen on. Default: the port base plus 10, 4010.
  --port-base <n>     First port of Parley. Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes a free one.
  --only <api>        Serve this platform only; may be given several times.
  --seed <name>       What worlds begin with: empty, demo (default), returning-visitor, long-history.
  --chance <text>     Ids, tokens and jitter depend on it: the same one and the same requests give the same bytes.
  --world <file>      Begin with this exported world.
  --preset <name>     How quickly replies stream: instant, fast, typical (default), slow-3g, reasoning.
  --agent <name>      Who answers: scripted (default), or openai-compatible, a model whose address, key and name stand in
                      PARLEY_AGENT_BASE_URL, PARLEY_AGENT_API_KEY and PARLEY_AGENT_MODEL.
  --data <folder>     Keep worlds and files in this folder. Default: in memory.
  --strict            Answer 500 where an answer is not what the contract says; what drifted is told here either way.
  --quiet             Print no line for each request.
  --help              Show this text.

Requests:
  X-Parley-World: name        Be in a world of one's own; it is made where it is not there (also http://name.localhost).
  X-Parley-Pacing: slow-3g    Stream this reply at another speed (also ?parley-pacing=slow-3g).
  The message /help           Lists the messages that ask for a behaviour.

Examples:
  npm run sandbox -- --only xyz --preset slow-3g
  npm run sandbox -- --data .parley --seed returning-visitor
`;

/** The options besides those of every server. */
export const options = /** @type {const} */ ({
  port: { type: "string" },
  only: { type: "string", multiple: true },
  seed: { type: "string", default: "demo" },
  chance: { type: "string" },
  world: { type: "string" },
  preset: { type: "string", default: "typical" },
  agent: { type: "string", default: "scripted" },
  data: { type: "string" },
  strict: { type: "boolean", default: false },
  quiet: { type: "boolean", default: false },
});
