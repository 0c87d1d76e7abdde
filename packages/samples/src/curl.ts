/** Writes a request as a curl command. */

import type { SampleBody, SampleRequest } from "./sample-request.ts";

/**
 * The command for a POSIX shell, one option a line; `server` is an address without a slash at its end. It works in any
 * folder: words stand for the bytes of files, where a user would write `@` and a path.
 */
export function curlCommand(server: string, { method, target, headers, body, streams }: SampleRequest): string {
  const implied = body === undefined ? "GET" : "POST";
  return [
    `curl ${streams ? "--no-buffer " : ""}${quote(server + target)}`,
    ...(method === implied ? [] : [`--request ${method}`]),
    ...Object.entries(headers).map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : bodyOptions(body)),
  ].join(" \\\n  ");
}

function bodyOptions(body: SampleBody): string[] {
  switch (body.kind) {
    case "text":
      return [`--data ${quote(body.text)}`];
    case "file":
      return [`--data-binary ${quote(standIn(body.path))}`];
    case "form":
      return body.fields.map(({ name, value, file }) =>
        file === undefined
          ? `--form-string ${quote(`${name}=${value}`)}`
          : `--form ${quote(`${name}=${standIn(file)};filename=${baseName(file)}`)}`,
      );
  }
}

/** Stands for the bytes of a file, so that the command works where the file is not. */
function standIn(file: string): string {
  return `bytes of ${baseName(file)}`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Double quotes where they are safe, because every shell knows them. */
function quote(text: string): string {
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
