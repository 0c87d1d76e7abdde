import { type Api, createApi, createDebugLogger, type Middleware } from "@parley/client";
import { contract, type NoteTypes } from "./contract.ts";

/** A client that logs its requests and counts those of each operation. */
export function createCountingApi(counts: Map<string, number>, log: (line: string) => void, baseUrl?: string) {
  const count: Middleware = async (request, next, { operation, attempt }) => {
    if (attempt === 1) counts.set(operation.id, (counts.get(operation.id) ?? 0) + 1);
    return next(request);
  };
  const api: Api<NoteTypes> = createApi<NoteTypes>(contract, { baseUrl, use: [createDebugLogger({ log }), count] });
  return api;
}
