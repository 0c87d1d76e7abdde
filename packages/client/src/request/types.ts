/** What the raw layer is in types: the client of openapi-fetch over the paths of a contract. */

import type { Client } from "openapi-fetch";

/** Media types of whole answers; a stream of events is read with `openStream`. */
type AnswerMedia =
  | `${"application" | "audio" | "font" | "image" | "multipart" | "video"}/${string}`
  | `text/${"css" | "csv" | "html" | "javascript" | "markdown" | "plain" | "xml"}`;

/** Paths of a contract, as openapi-typescript emits them. */
export type ApiPaths = object;

/**
 * A client of openapi-fetch: `GET`, `POST`, `use` and the others are as that library documents them. Calls take the
 * members of `CallOptions` beside those of openapi-fetch.
 */
export interface ApiClient<Paths extends ApiPaths> extends Client<Paths, AnswerMedia> {}

/** Methods as openapi-typescript writes them. */
export type Method = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/** Paths that have an operation for a method. */
export type PathsOf<Paths extends ApiPaths, Name extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends { [Key in Name]: { responses: object } } ? Path : never;
}[keyof Paths] &
  string;

/** Responses of an operation, by status. */
type ResponsesOf<Paths extends ApiPaths, Name extends Method, Path extends keyof Paths> = Paths[Path] extends {
  [Key in Name]: { responses: infer Responses };
}
  ? Responses
  : never;

type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;

type BodyOf<Answer> = Answer extends { content: infer Content } ? Content[keyof Content] : undefined;

/** Status and body of the documented refusals of an operation: `status` narrows `body`. */
export type Refusal<Paths extends ApiPaths, Name extends Method, Path extends keyof Paths> = {
  [Status in Exclude<keyof ResponsesOf<Paths, Name, Path> & number, Success>]: {
    readonly status: Status;
    readonly body: BodyOf<ResponsesOf<Paths, Name, Path>[Status]>;
  };
}[Exclude<keyof ResponsesOf<Paths, Name, Path> & number, Success>];

/** What a method of a client gives. */
export type Answer =
  | { data: unknown; readonly error?: never; readonly response: Response }
  | { data?: never; readonly error: unknown; readonly response: Response };

/** The data of an answer. */
export type DataOf<Given> = Given extends { readonly data: infer Data; readonly error?: never } ? Data : never;
