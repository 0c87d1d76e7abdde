/** What a contract says of an operation, as types: what a handler is given and what it may answer. */

import type { Clock } from "@parley/clock";
import type { Operation, StreamContract } from "@parley/contracts";
import type { Contract, ParameterPlace } from "./contract.ts";

/** One handler for each operation of a contract; one more or one less does not compile. */
export type Handlers<C extends Contract> = { readonly [Name in OperationName<C>]: Handler<C, Name> };

/** Names of the operations of a contract. */
export type OperationName<C extends Contract> = keyof C["operations"] & string;

/**
 * Answers the requests of one operation.
 *
 * Where the operation has an event stream, the answer may be an async generator of its events: always where it has
 * nothing else, and where `context.streaming` says so; or an answer whose body it is, where headers go with it. What
 * follows its first event is no longer an HTTP answer, so refuse before.
 */
export type Handler<C extends Contract, Name extends OperationName<C>> = (
  context: Context<C, Name>,
) => Answer<C, Name> | Promise<Answer<C, Name>>;

/** A validated request. */
export interface Context<C extends Contract, Name extends OperationName<C>> {
  readonly params: Params<TypeOf<C, Name>>;
  /** By media type, `{ mediaType, value }`, where the operation takes several. */
  readonly body: Body<TypeOf<C, Name>>;
  /** Who asks, by the names of the security schemes of the alternative that is met; empty for anyone. */
  readonly principal: Principal<C, Name>;
  /** Whether the caller asked for the event stream. */
  readonly streaming: boolean;
  readonly operation: C["operations"][Name];
  /** As it came; its body is read. */
  readonly request: Request;
  /** Id of the request, sent back as `X-Request-Id`. */
  readonly requestId: string;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** What a handler may give back. */
export type Answer<C extends Contract, Name extends OperationName<C>> =
  | Reply<TypeOf<C, Name>>
  | ([EventOf<C, Name>] extends [never]
      ? never
      : AsyncIterable<Sent<EventOf<C, Name>>> | StreamReply<TypeOf<C, Name>, Sent<EventOf<C, Name>>>);

/** One event of the stream of an operation. */
export type EventOf<C extends Contract, Name extends OperationName<C>> = Name extends keyof C["streams"]
  ? C["streams"][Name] extends StreamContract<infer Event>
    ? Event
    : never
  : never;

/** An event with what the wire may carry beside it. */
type Sent<Event> = Event & { readonly id?: string; readonly retry?: number };

type TypeOf<C extends Contract, Name extends string> =
  NonNullable<C["types"]> extends infer Types ? (Name extends keyof Types ? Types[Name] : never) : never;

type Params<Type> = {
  readonly [Place in ParameterPlace]: Type extends { parameters: infer Places }
    ? Place extends keyof Places
      ? [NonNullable<Places[Place]>] extends [never]
        ? Nothing
        : Readonly<NonNullable<Places[Place]>>
      : Nothing
    : Nothing;
};

type Nothing = Readonly<Record<never, never>>;

type Body<Type> = Type extends { requestBody: { content: infer Content } }
  ? OneOrTagged<Content>
  : Type extends { requestBody?: { content: infer Content } }
    ? OneOrTagged<Content> | undefined
    : undefined;

type OneOrTagged<Content> =
  IsUnion<keyof Content> extends true
    ? { [Media in keyof Content]: { readonly mediaType: Media; readonly value: Content[Media] } }[keyof Content]
    : Content[keyof Content];

type IsUnion<Type, Whole = Type> = [Type] extends [never]
  ? false
  : Type extends unknown
    ? [Whole] extends [Type]
      ? false
      : true
    : never;

/** Statuses that a range of OpenAPI stands for; a range has no finer type. */
interface Ranges {
  "1XX": 100 | 101 | 102 | 103;
  "2XX": 200 | 201 | 202 | 203 | 204 | 205 | 206;
  "3XX": 300 | 301 | 302 | 303 | 304 | 307 | 308;
  "4XX": 400 | 401 | 402 | 403 | 404 | 405 | 406 | 408 | 409 | 410 | 412 | 413 | 414 | 415 | 422 | 423 | 428 | 429;
  "5XX": 500 | 501 | 502 | 503 | 504;
  default: 400 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 500 | 501 | 502 | 503 | 504;
}

type StatusOf<Key> = Key extends keyof Ranges ? Ranges[Key] : Key extends number ? Key : never;

/** A documented status with its body and headers. */
type Reply<Type> = Type extends { responses: infer Responses }
  ? { [Key in keyof Responses]: ReplyOf<StatusOf<Key>, Responses[Key]> }[keyof Responses]
  : never;

/** Events with the status and the headers of their stream. */
type StreamReply<Type, Event> = Type extends { responses: infer Responses }
  ? {
      [Key in keyof Responses]: Responses[Key] extends { content: { "text/event-stream": unknown } }
        ? Flat<{ readonly status: StatusOf<Key>; readonly body: AsyncIterable<Event> } & HeadersOf<Responses[Key]>>
        : never;
    }[keyof Responses]
  : never;

type ReplyOf<Status, Response> = Flat<{ readonly status: Status } & BodyOf<ContentOf<Response>> & HeadersOf<Response>>;

/** One object instead of an intersection, for the messages of the compiler; a union stays one. */
type Flat<Type> = Type extends unknown ? { [Key in keyof Type]: Type[Key] } : never;

/** Bodies that are one value; events are given as a generator. */
type ContentOf<Response> = Response extends { content: infer Content } ? Omit<Content, "text/event-stream"> : unknown;

type BodyOf<Content> = [keyof Content] extends [never]
  ? { readonly body?: undefined; readonly mediaType?: undefined }
  : IsUnion<keyof Content> extends true
    ? {
        [Media in keyof Content]: { readonly mediaType: Media; readonly body: Outgoing<Content[Media]> };
      }[keyof Content]
    : { readonly body: Outgoing<Content[keyof Content]>; readonly mediaType?: keyof Content };

/** Raw bytes may come in any of the forms that the platform has. */
type Outgoing<Value> = Value extends Blob ? Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> : Value;

type HeadersOf<Response> = Response extends { headers: infer Headers }
  ? object extends Documented<Headers>
    ? { readonly headers?: Documented<Headers> & OtherHeaders }
    : { readonly headers: Documented<Headers> & OtherHeaders }
  : { readonly headers?: OtherHeaders };

type Documented<Headers> = {
  [Name in keyof Headers as string extends Name ? never : number extends Name ? never : Name]: Name extends string
    ? Lowercase<Name> extends "set-cookie"
      ? Headers[Name] | readonly string[]
      : Headers[Name]
    : Headers[Name];
};

/** Several values of `Set-Cookie`, or of a header that is a list, stand in an array. */
type OtherHeaders = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Whom the credentials stand for, as one object for each alternative of the operation. */
export type Principal<C extends Contract, Name extends OperationName<C>> = PrincipalOf<
  C["operations"][Name],
  NonNullable<C["principals"]>
>;

type PrincipalOf<Op extends Operation, Principals> = Op["security"] extends readonly []
  ? Nothing
  : Alternative<Op["security"][number], Principals, KeysOf<Op["security"][number]>>;

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

type Alternative<Requirement, Principals, All extends PropertyKey> = Requirement extends unknown
  ? { readonly [Scheme in keyof Requirement]: PrincipalOfScheme<Principals, Scheme> } & {
      readonly [Scheme in Exclude<All, keyof Requirement>]?: undefined;
    }
  : never;

/** Whom a credential of a scheme stands for; `unknown` where the contract was defined without. */
export type PrincipalOfScheme<Principals, Scheme> = Scheme extends keyof Principals ? Principals[Scheme] : unknown;
