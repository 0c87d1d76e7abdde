/** What a terminal may show of a request: no credential, and nothing that it would act on. */

/** A request that was answered. */
export interface RequestLog {
  readonly method: string;
  /** Path and query, with what may be secret masked. */
  readonly target: string;
  readonly status: number;
  /** Milliseconds until it was answered. */
  readonly duration?: number;
  /** Why it was refused, or what became of its stream. */
  readonly remark?: string | undefined;
}

/** What masking needs to know of an operation. */
export interface MaskedOperation {
  /** Template of its path. */
  readonly path: string;
  readonly parameters: readonly { readonly in: string; readonly name: string }[];
}

const secretName = /token|key|secret|password|passwd|code|otp|sig|auth|credential|session|jwt|cookie/i;
/** What a client tells the server of Parley, not the platform. */
const preferences = ["__code", "__example", "__dynamic", "__seed", "__wait", "parley-pacing"];
const longest = 200;

/** One line on a request. */
export function describeRequest({ method, target, status, duration, remark }: RequestLog): string {
  const time = duration === undefined ? "" : ` ${duration} ms`;
  return `${method} ${target} ${status}${time}${remark === undefined ? "" : `, ${remark}`}`;
}

/** A request target, in which only values that the contract knows to be harmless can be read. */
export function maskTarget(url: string, operation: MaskedOperation | undefined): string {
  const { path, query } = splitTarget(url);
  // What stands before the path of the contract is read as it is.
  const segments = path.split("/");
  const template = operation?.path.split("/").slice(1) ?? [];
  const offset = segments.length - template.length;
  const shown = segments.map((segment, index) => {
    const name = /^\{(.*)\}$/.exec(template[index - offset] ?? "")?.[1];
    return name !== undefined && secretName.test(name) ? "***" : segment;
  });
  const known = new Set([
    ...preferences,
    ...(operation?.parameters ?? []).flatMap(({ in: place, name }) =>
      place === "query" && !secretName.test(name) ? [name] : [],
    ),
  ]);
  const pairs = query.split("&").map((pair) => {
    const [name = "", ...rest] = pair.split("=");
    return rest.length === 0 || known.has(name) ? pair : `${name}=***`;
  });
  const text = printable(shown.join("/") + (query === "" ? "" : `?${pairs.join("&")}`));
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

/** Path and query of a request target as they were sent; only `*` and addresses of proxies have no slash in front. */
export function splitTarget(url: string): { path: string; query: string } {
  const target = url.startsWith("/") ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, "");
  const mark = target.indexOf("?");
  return mark < 0 ? { path: target, query: "" } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** Text without what a terminal would act on, and without halves of characters. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
