/** Only operations that read are queries, and the data is that of the contract. */

import type { components, OperationTypes } from "@parley/contracts/xyz";
import { createTask, getTask, streamTask } from "@parley/contracts/xyz/operations";
import { expectTypeOf } from "vitest";
import type { Api } from "./api.ts";
import { queryOptions } from "./tanstack.ts";

declare const api: Api<OperationTypes>;

const options = queryOptions(api, getTask, { path: { id: "t" } });
expectTypeOf(options.queryFn).returns.resolves.toEqualTypeOf<components["schemas"]["GetTaskResponse"]>();
expectTypeOf(options.queryKey[0]).toEqualTypeOf<"getTask">();
expectTypeOf(options.queryKey[1]).toEqualTypeOf<{ readonly path?: { id: string } }>();

// @ts-expect-error a POST is no query
queryOptions(api, createTask, { body: { message: "x" } });
// @ts-expect-error the path parameter is required
queryOptions(api, getTask);
// @ts-expect-error a stream is no query
queryOptions(api, streamTask, { path: { id: "t" } });
