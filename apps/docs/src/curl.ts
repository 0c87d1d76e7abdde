/** Writes a request as a curl command. */

import type { SampleBody, SampleRequest } from "./sample-request.ts";

/** The command for a POSIX shell, one option a line; `server` is an address without a slash at its end. */
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
      return [`--data-binary ${quote(`@${body.path}`)}`];
    case "form":
      return body.fields.map(({ name, value, file }) =>
        file === undefined ? `--form-string ${quote(`${name}=${value}`)}` : `--form ${quote(`${name}=@${file}`)}`,
      );
  }
}

/** Double quotes where they are safe, because every shell knows them. */
function quote(text: string): string {
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
