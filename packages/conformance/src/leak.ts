/** Finds what a refusal must not tell: stack traces, places of files, versions of software, internal errors. */

const sourceFile = "[\\w$@.-]+\\.(?:[cm]?[jt]sx?|py|rb|php|java|kt|go|rs|cs|exe|dll|so|ini|conf|env)\\b";

const leaks: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a stack trace", /(?:^|\n|\\n|")\s*at\s+(?:async\s+|new\s+)?[^\n"]{0,200}[(:][^\n"()]*:\d+:\d+\)?/],
  ["a stack trace", /\bat (?:async |new )?(?:Object\.)?<anonymous>/],
  [
    "a stack trace",
    /\bat [\w$.<>[\]/ ]+\((?:[\w$]+\.(?:java|kt|scala|groovy)(?::\d+)?|Native Method|Unknown Source)\)/,
  ],
  ["a stack trace", /Traceback \(most recent call last\)|File \\?"[^"\n]+\\?", line \d+/],
  ["a stack trace", /\bgoroutine \d+ \[|\bCaused by: [\w.]+|\bException in thread "/],
  ["a stack trace", new RegExp(`${sourceFile}:\\d+(?::\\d+|:in [\`'])`)],
  ["a stack trace", new RegExp(`${sourceFile}(?::| on )line \\d+`)],
  ["the place of a file", new RegExp(`(?:[\\w.-]*/|[A-Za-z]:\\\\\\\\?)(?:[\\w@.-]+[/\\\\]+)+${sourceFile}`)],
  ["the place of a file", /\bfile:\/\/|\bnode:internal\b|\bnode_modules\b|\bsite-packages\b|\bwebpack:\/\//],
  [
    "the place of a file",
    /(?:^|[\s"'(=[`])\/(?:home|Users|usr|var|srv|opt|root|etc|proc|tmp|mnt|private|workspace)\/[\w.@-]+/,
  ],
  ["the place of a file", /(?:^|[\s"'(=[`])[A-Za-z]:\\{1,2}[\w.@ -]+\\/],
  [
    "the version of its software",
    /\b(?:express|koa|fastify|hono|nest(?:js)?|next(?:\.js)?|node(?:\.js)?|bun|deno|prism|nginx|openresty|apache(?:-coyote)?|tomcat|jetty|undertow|iis|kestrel|asp\.net|php|laravel|symfony|rails|rack|puma|ruby|django|flask|werkzeug|fastapi|starlette|uvicorn|gunicorn|hypercorn|aiohttp|tornado|python|cpython|spring(?: ?boot)?|java|jdk|caddy|traefik|envoy|haproxy|varnish|openssl|postgresql|mysql|mariadb|mongodb|redis|sqlite)[\s/@-]*\(?(?:version[\s:]*)?v?\d+\.\d+/i,
  ],
  [
    "an internal error",
    /\b(?:Type|Reference|Range|Syntax|URI|Eval|Aggregate|Assertion|Internal|Zod|Prisma\w*|Sequelize\w*|Mongo\w*|Postgres\w*|Database|Operational|Integrity|Key|Value|Attribute|Name|Index|ZeroDivision)Error\b\s*(?:\[|:)/,
  ],
  [
    "an internal error",
    /\b(?:java|javax|org|com|net|io|kotlin)\.[\w.$]+(?:Exception|Error)\b|\bSystem\.[\w.]*Exception\b/,
  ],
  ["an internal error", /\b(?:NullPointer|IllegalArgument|IllegalState|NullReference|ClassCast)Exception\b/],
  ["an internal error", /\b(?:ECONNREFUSED|ECONNRESET|ENOENT|EACCES|ENOTFOUND|ETIMEDOUT|EADDRINUSE|ERR_[A-Z_]{4,})\b/],
  [
    "an internal error",
    /Cannot read propert(?:y|ies) of (?:undefined|null)|\b\w+\.\w+ is not a function\b|panic: runtime error/,
  ],
  [
    "an internal error",
    /\bSQLSTATE\b|\bORA-\d{5}\b|syntax error at or near|relation \\?"[^"]+\\?" does not exist|duplicate key value violates|UNIQUE constraint failed|You have an error in your SQL syntax/i,
  ],
  ["an address with a password", /\b[a-z][a-z0-9+.-]{2,}:\/\/[^\s/:@"]+:[^\s/@"]+@/i],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
];

/** Names of members that hold nothing else than such things. */
const names =
  /^(?:stack|stack_?trace|back_?trace|trace_?back|exception|exception_?class|sql_?(?:query|message|state))$/i;

/** What a text may hold all the same. */
export interface LeakContext {
  /** Texts that are the caller's own or the contract's: the address asked for, the documented examples. */
  readonly allowed: readonly string[];
}

/** What a body tells, each as a whole sentence; what it quotes stays out of it. */
export function leakProblems(text: string, { allowed }: LeakContext): string[] {
  const rest = allowed.filter((known) => known.length > 1).reduce((left, known) => left.replaceAll(known, ""), text);
  const documented = allowed.join("\n");
  const found = new Set(
    leaks.flatMap(([what, pattern]) => {
      const [match] = pattern.exec(rest) ?? [];
      return match === undefined || documented.includes(match) ? [] : [`The refusal tells ${what}.`];
    }),
  );
  for (const name of memberNames(parse(text))) {
    if (names.test(name) && !documented.includes(`"${name}"`)) {
      found.add(`The refusal has a member "${name}"; expected nothing of the inside of the server.`);
    }
  }
  return [...found];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function memberNames(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(memberNames)];
}
