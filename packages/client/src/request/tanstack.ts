/** Options of TanStack Query for every operation that reads; the library itself is not imported. */

import type { Api } from "./api.ts";
import { type CallArguments, call } from "./call.ts";
import type { Data, Input, KnownOperation, OperationTypes } from "./operation-types.ts";

/** A GET operation that may be repeated at will and does not stream. */
export type QueryOperation<Types extends OperationTypes> = KnownOperation<Types> & {
  readonly method: "get";
  readonly idempotent: true;
  readonly stream?: never;
};

/** What `useQuery`, `fetchQuery` and their kin take. */
export interface QueryOptions<QueryData, Key extends readonly unknown[]> {
  readonly queryKey: Key;
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<QueryData>;
}

/** Key of a query: the operation and its input, without headers, signals and other options of the call. */
export type QueryKey<Types extends OperationTypes, Op extends KnownOperation<Types>> = readonly [
  operationId: Op["id"],
  input: Partial<Pick<Input<Types, Op>, keyof Input<Types, Op> & ("path" | "query")>>,
];

/**
 * Options of TanStack Query for a GET operation. Retries stay with the client, so set `retry: false` on the query.
 *
 * @example
 * ```ts
 * const { data } = useQuery(queryOptions(api, operations.getTask, { path: { id } }));
 * ```
 */
export function queryOptions<Types extends OperationTypes, Op extends QueryOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...input: CallArguments<Types, Op>
): QueryOptions<Data<Types, Op>, QueryKey<Types, Op>> {
  const { path, query } = (input[0] ?? {}) as { path?: unknown; query?: unknown }; // typed by CallArguments
  const key = { ...(path !== undefined && { path }), ...(query !== undefined && { query }) };
  return {
    queryKey: [operation.id, key] as unknown as QueryKey<Types, Op>, // the members that the input has
    queryFn: ({ signal }) =>
      call(api, operation, ...([{ ...input[0], signal }] as unknown as CallArguments<Types, Op>)), // the same input
  };
}
