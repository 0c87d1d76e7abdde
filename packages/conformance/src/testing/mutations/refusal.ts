/** Wrong refusals: bad requests that are taken, other forms, and what must not be told. */

import { isJsonBody, objectOf } from "./kinds.ts";
import { type Mutation, type Recorded, withHeader } from "./recording.ts";

/** The ways to ask wrongly, told by the titles of the cases. */
const mistakes: Readonly<Record<string, RegExp>> = {
  "a query parameter missing": / without query /,
  "a header missing": / without header /,
  "an unknown word in the query": / with query \w+ with an unknown text$/,
  "a fraction in the query": / with query \w+ as a fraction$/,
  "a number of the query below its minimum": / with query \w+ below /,
  "a number of the query above its maximum": / with query \w+ above /,
  "a wrong header": / with header /,
  "a wrong path": / with path /,
  "no credentials": / without credentials$/,
  "a credential of two missing": / without the credential /,
  "unknown credentials": / with unknown credentials$/,
  "credentials of another scheme": / of the scheme Basic$/,
  "a member missing": / without \//,
  "a member as null": / with \/\S+ as null$/,
  "a text as a number": / with \/\S+ as a number$/,
  "a value as a list": / with \/\S+ as a list$/,
  "a value as text": / with \/\S+ as text$/,
  "a number as a fraction": / with \/\S+ as a fraction$/,
  "a number below its minimum": / with \/\S+ below /,
  "a number at its exclusive maximum": / with \/\S+ not below /,
  "a text that is too short": / with \/\S+ with less than \d+ characters$/,
  "a text that is too long": / with \/\S+ with more than \d+ characters$/,
  "an empty text": / with \/text empty$/,
  "an unknown word of an enum": / with \/kind with an unknown text$/,
  "a text in another format": / with \/due with an unknown text$/,
  "a day that no month has": / with a day that no month has$/,
  "a list that is empty": / with \/tags empty$/,
  "a list that is too long": / with more than \d+ items$/,
  "a list with one item twice": / with one item twice$/,
  "a list as an object": / as an object$/,
  "an unknown member": / with an unknown member$/,
  "a body as null": / body as null$/,
  "a body as a list": / body as a list$/,
  "a wrong field of a form": /form-urlencoded with \//,
  "no body": / without a body$/,
  "a body of another media type": / as text\/x-unknown$/,
  "broken JSON": / with broken JSON$/,
  "another method": / by (PUT|DELETE|PATCH|POST|GET)$/,
  "an unknown path": / at an unknown path$/,
};

function accepted(): Mutation[] {
  return Object.entries(mistakes).map(
    ([name, title]): Mutation => ({
      name: `taken: ${name}`,
      apply: ({ test, located }) => {
        if (test.kind !== "negative" || !title.test(test.title)) return undefined;
        const [status, success] = Object.entries(located.responses).find(([code]) => code < "4") ?? [];
        if (status === undefined) return undefined;
        const [type] = Object.keys(success?.content ?? {});
        return { status: Number(status), headers: type === undefined ? [] : [["content-type", type]], body: "{}" };
      },
    }),
  );
}

/** What a server in trouble says of itself; none of it is for a caller. */
const secrets: Readonly<Record<string, string>> = {
  "a stack trace of Node":
    "TypeError: x\n    at Object.<anonymous> (/srv/app/server.js:10:5)\n    at node:internal/main:1:1",
  "a stack trace of an async function": "boom\n    at async handle (file:///app/src/handler.ts:3:7)",
  "a frame of a stack": "at Object.<anonymous> (server.js:10:5)",
  "a stack trace of Python": 'Traceback (most recent call last):\n  File "/app/main.py", line 3, in read',
  "a stack trace of Java": "java.lang.NullPointerException\n\tat com.notes.Api.read(Api.java:12)",
  "a stack trace of Ruby": "app/models/note.rb:12:in `find'",
  "a stack trace of Go": "panic: runtime error: index out of range\ngoroutine 1 [running]:",
  "a stack trace of PHP": "Fatal error: Uncaught Error in /var/www/html/index.php on line 3",
  "a stack trace of .NET": "System.NullReferenceException: x\n   at Notes.Api.Read() in C:\\src\\Notes\\Api.cs:line 12",
  "the place of a file": "ENOENT: no such file or directory, open '/home/ada/notes.json'",
  "the place of a file on Windows": "Cannot open C:\\inetpub\\notes\\data.json",
  "the place of a module": "Cannot find module in /app/node_modules/express/lib/router/index.js",
  "the version of a framework": "Express/4.18.2",
  "the version of a web server": "nginx/1.25.3",
  "the version of a language": "PHP 8.1.2",
  "the version of Node": "Node.js v24.1.0",
  "an error of the runtime": "Cannot read properties of undefined (reading 'id')",
  "an error of a class": "ReferenceError: db is not defined",
  "an error of the system": "connect ECONNREFUSED 10.0.0.5:5432",
  "an error of the database": 'relation "notes" does not exist',
  "an error of SQL": "SQLSTATE[42S02]: Base table or view not found",
  "the address of the database": "postgres://notes:hunter2@db.internal:5432/notes",
  "a private key": "-----BEGIN RSA PRIVATE KEY-----",
};

/** The first text of a refusal replaced, wherever it stands. */
function replaceText(value: unknown, text: string): unknown {
  let isDone = false;
  const walk = (node: unknown): unknown => {
    if (typeof node === "string" && !isDone) {
      isDone = true;
      return text;
    }
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, member]) => [name, walk(member)]));
  };
  return walk(value);
}

function isNegative({ test }: Recorded): boolean {
  return test.kind === "negative";
}

function leaking(): Mutation[] {
  return Object.entries(secrets).flatMap(([name, secret]): Mutation[] => [
    {
      name: `leak: ${name}, in the message`,
      apply: (one) =>
        isNegative(one) && isJsonBody(one)
          ? { body: JSON.stringify(replaceText(JSON.parse(one.text), secret)) }
          : undefined,
    },
    {
      name: `leak: ${name}, in a page`,
      apply: (one) =>
        one.test.kind === "negative" && one.test.isUnrouted
          ? { headers: withHeader(one.headers, "content-type", "text/html"), body: `<pre>${secret}</pre>` }
          : undefined,
    },
  ]);
}

const names = ["stack", "stackTrace", "stack_trace", "traceback", "backtrace", "exception", "sqlMessage"];

/** Every wrong refusal by its name. */
export const refusalMutations: readonly Mutation[] = [
  ...accepted(),
  ...leaking(),
  ...names.map(
    (name): Mutation => ({
      name: `leak: a member ${name}`,
      apply: (one) => {
        const value = isNegative(one) ? objectOf(one) : undefined;
        return value && { body: JSON.stringify({ ...value, [name]: "x" }) };
      },
    }),
  ),
  {
    name: "leak: a stack deep inside",
    apply: (one) => {
      const value = isNegative(one) ? objectOf(one) : undefined;
      return value && { body: JSON.stringify({ ...value, cause: [{ inner: { stack: "x" } }] }) };
    },
  },
  {
    name: "leak: a stack trace in a header",
    apply: ({ test, headers }) =>
      test.kind === "negative"
        ? { headers: [...headers, ["x-error", "at read (/srv/app/server.js:10:5)"]] }
        : undefined,
  },
  {
    name: "leak: a stack trace in place of a documented answer",
    apply: ({ test }) =>
      test.kind === "positive" && test.isHead === undefined
        ? { status: 500, body: "Error\n    at read (/srv/app/server.js:10:5)" }
        : undefined,
  },
  {
    name: "leak: the credential that was presented",
    apply: (one) => {
      if (!isNegative(one) || !isJsonBody(one)) return undefined;
      const unknown = "parley-unknown-credential";
      if (!Object.values(one.test.request.headers).join(" ").includes(unknown)) return undefined;
      return { body: JSON.stringify(replaceText(JSON.parse(one.text), `${unknown} is not known`)) };
    },
  },
  { name: "refusal: empty", apply: (one) => (isNegative(one) ? { body: "" } : undefined) },
  {
    name: "refusal: in another form",
    apply: (one) =>
      one.test.kind === "negative" && !one.test.isUnrouted ? { body: '{"parley":"another form"}' } : undefined,
  },
  {
    name: "refusal: a list",
    apply: (one) => (one.test.kind === "negative" && !one.test.isUnrouted ? { body: "[]" } : undefined),
  },
  {
    name: "refusal: a page",
    apply: (one) =>
      one.test.kind === "negative" && !one.test.isUnrouted
        ? { headers: withHeader(one.headers, "content-type", "text/html"), body: "<h1>Bad Request</h1>" }
        : undefined,
  },
  {
    name: "refusal: a page that says it is JSON",
    apply: (one) => (isNegative(one) ? { body: "<h1>Bad Request</h1>" } : undefined),
  },
  {
    name: "refusal: a redirect to the sign-in",
    apply: (one) =>
      isNegative(one) ? { status: 302, headers: [["location", "https://notes.example/sign-in"]], body: "" } : undefined,
  },
  {
    name: "refusal: breaks off",
    apply: (one) => (isNegative(one) ? () => Promise.reject(new TypeError("fetch failed")) : undefined),
  },
];
