/** The public types are those of the contracts, both ways, for every operation; type-checked only. */

import type * as chatzy from "@parley/contracts/chatzy";
import type * as chatzyTable from "@parley/contracts/chatzy/operations";
import type * as smarttalk from "@parley/contracts/smarttalk";
import type * as smarttalkTable from "@parley/contracts/smarttalk/operations";
import type * as xyz from "@parley/contracts/xyz";
import type * as xyzTable from "@parley/contracts/xyz/operations";
import type { Data, Input, KnownOperation, OperationTypes, Refusal, Result } from "./request/index.ts";

type Equal<Left, Right> =
  (<Value>() => Value extends Left ? 1 : 2) extends <Value>() => Value extends Right ? 1 : 2 ? true : false;

/** Of an operation as openapi-typescript gives it. */
interface Described {
  parameters: { path?: unknown; query?: unknown; header?: unknown };
  requestBody?: { content: object } | undefined;
  responses: object;
}

type Values<Type> = Type[keyof Type];
type BodyAt<Answers, Status extends keyof Answers> = Answers[Status] extends { content: infer Content }
  ? [Exclude<keyof Content, "text/event-stream">] extends [never]
    ? undefined
    : Values<Omit<Content, "text/event-stream">>
  : undefined;
type Bodies<Answers, Statuses extends keyof Answers> = { [Status in Statuses]: BodyAt<Answers, Status> }[Statuses];
type Good<Answers> = Extract<keyof Answers, 200 | 201 | 202 | 204 | 302 | 304>;
type BodyOf<Op extends Described> =
  NonNullable<Op["requestBody"]> extends { content: infer Content } ? Values<Content> : never;
/** A member that may be absent, as its value or `never`. */
type Member<Type, Name extends string> = Type extends { readonly [N in Name]?: infer Value }
  ? NonNullable<Value>
  : never;

/** Everything that is compared, once from the public types and once from the contract. */
interface Compared {
  data: unknown;
  path: unknown;
  query: unknown;
  header: unknown;
  body: unknown;
  statuses: unknown;
  refusals: unknown;
}

interface Public<Types extends OperationTypes, Op extends KnownOperation<Types>> extends Compared {
  data: Data<Types, Op>;
  path: Member<Input<Types, Op>, "path">;
  query: Member<Input<Types, Op>, "query">;
  header: Member<Input<Types, Op>, "header">;
  body: Member<Input<Types, Op>, "body">;
  statuses: Result<Types, Op>["status"];
  refusals: Refusal<Types, Op>["body"];
}

interface Contract<Op extends Described> extends Compared {
  data: Bodies<Op["responses"], Good<Op["responses"]>>;
  path: NonNullable<Op["parameters"]["path"]>;
  query: NonNullable<Op["parameters"]["query"]>;
  header: NonNullable<Op["parameters"]["header"]>;
  body: BodyOf<Op>;
  statuses: keyof Op["responses"];
  refusals: Bodies<Op["responses"], Exclude<keyof Op["responses"], Good<Op["responses"]>>>;
}

/** `operation.member` for all that differ. */
type Differences<Types extends OperationTypes, Table> = Values<{
  [Name in keyof Table]: Table[Name] extends KnownOperation<Types>
    ? Types[Table[Name]["id"]] extends infer Op extends Described
      ? Values<{
          [Part in keyof Compared]: Equal<Public<Types, Table[Name]>[Part], Contract<Op>[Part]> extends true
            ? never
            : `${Name & string}.${Part}`;
        }>
      : `${Name & string} is no operation`
    : `${Name & string} has no types`;
}>;

/** Compiles only for `never`. */
export type None<Type extends never> = Type;

/** No operation differs. */
export type AllOperations =
  | None<Differences<chatzy.OperationTypes, typeof chatzyTable>>
  | None<Differences<xyz.OperationTypes, typeof xyzTable>>
  | None<Differences<smarttalk.OperationTypes, typeof smarttalkTable>>;

/** No operation is left out. */
export type AllNames =
  | None<Exclude<keyof chatzy.OperationTypes, keyof typeof chatzyTable>>
  | None<Exclude<keyof xyz.OperationTypes, keyof typeof xyzTable>>
  | None<Exclude<keyof smarttalk.OperationTypes, keyof typeof smarttalkTable>>;

interface OddTypes {
  listTasks: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    requestBody?: never;
    responses: { 200: { content: { "application/json": string } }; 206: { content: { "application/json": number } } };
  };
}

/** The comparison finds a difference: this contract has a success that the comparison does not know. */
export type Bites =
  Equal<Differences<OddTypes, Pick<typeof xyzTable, "listTasks">>, "listTasks.data" | "listTasks.refusals"> extends true
    ? true
    : never;
/** Compiles only where it was found. */
export const bites: Bites = true;
