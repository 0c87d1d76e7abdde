/** What a contract says of an operation, as types: its input and its answers. */

import type { Operation } from "@parley/contracts";

/** Types of the operations of one contract, as openapi-typescript emits them. */
export type OperationTypes = object;

/** An operation of the table whose types are known. */
export type KnownOperation<Types extends OperationTypes> = Operation & { readonly id: keyof Types & string };

type Parameters<Type> = Type extends { parameters: infer P } ? P : never;
type RequestContent<Type> = Type extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content
    : never
  : never;
type Responses<Type> = Type extends { responses: infer R } ? R : never;

/** Members of a parameter location: required where one of the parameters is. */
type ParameterField<Name extends string, Values> = [Values] extends [never] | [undefined]
  ? unknown
  : undefined extends Values
    ? { readonly [K in Name]?: NonNullable<Values> }
    : object extends Values
      ? { readonly [K in Name]?: Values }
      : { readonly [K in Name]: Values };

type PlaceOf<Type, Place extends string> = Place extends keyof Parameters<Type> ? Parameters<Type>[Place] : never;

type IsBodyOptional<Type> = Type extends { requestBody: object } ? false : true;

/** The first media type of the table is the default; any other has to be named. */
type BodyField<Op extends Operation, Content> = [Content] extends [never]
  ? { readonly body?: never; readonly mediaType?: never }
  : {
      [Media in keyof Content]: Op extends { requestBody: { mediaTypes: readonly [Media, ...string[]] } }
        ? { readonly body: Content[Media]; readonly mediaType?: Media }
        : { readonly body: Content[Media]; readonly mediaType: Media };
    }[keyof Content];

type Body<Op extends Operation, Type> =
  IsBodyOptional<Type> extends true
    ? BodyField<Op, RequestContent<Type>> | { readonly body?: never; readonly mediaType?: never }
    : BodyField<Op, RequestContent<Type>>;

/** Path, query and header parameters and the body of an operation. */
export type Input<Types extends OperationTypes, Op extends KnownOperation<Types>> = ParameterField<
  "path",
  PlaceOf<Types[Op["id"]], "path">
> &
  ParameterField<"query", PlaceOf<Types[Op["id"]], "query">> &
  ParameterField<"header", PlaceOf<Types[Op["id"]], "header">> &
  Body<Op, Types[Op["id"]]>;

type ContentOf<Answer> = Answer extends { content: infer Content } ? NonNullable<Content> : never;

/** Decoded body of an answer; a stream is read with `openStream` and is not one. */
type BodyOf<Answer> = [ContentOf<Answer>] extends [never]
  ? undefined
  : Exclude<keyof ContentOf<Answer>, "text/event-stream"> extends infer Media
    ? [Media] extends [never]
      ? undefined
      : ContentOf<Answer>[Media & keyof ContentOf<Answer>]
    : never;

type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 302 | 303 | 304;

/** Data of a success. */
export type Data<Types extends OperationTypes, Op extends KnownOperation<Types>> = {
  [Status in keyof Responses<Types[Op["id"]]> & SuccessStatus]: BodyOf<Responses<Types[Op["id"]]>[Status]>;
}[keyof Responses<Types[Op["id"]]> & SuccessStatus];

/** A documented success or refusal: `status` narrows the type of `data` and `error`. */
export type Result<Types extends OperationTypes, Op extends KnownOperation<Types>> = {
  [Status in keyof Responses<Types[Op["id"]]> & number]: Status extends SuccessStatus
    ? {
        readonly status: Status;
        readonly data: BodyOf<Responses<Types[Op["id"]]>[Status]>;
        readonly error?: undefined;
        readonly response: Response;
      }
    : {
        readonly status: Status;
        readonly data?: undefined;
        readonly error: BodyOf<Responses<Types[Op["id"]]>[Status]>;
        readonly response: Response;
      };
}[keyof Responses<Types[Op["id"]]> & number];

/** Status and body of the documented refusals. */
export type Refusal<Types extends OperationTypes, Op extends KnownOperation<Types>> = {
  [Status in Exclude<keyof Responses<Types[Op["id"]]> & number, SuccessStatus>]: {
    readonly status: Status;
    readonly body: BodyOf<Responses<Types[Op["id"]]>[Status]>;
  };
}[Exclude<keyof Responses<Types[Op["id"]]> & number, SuccessStatus>];
