import { type ApiClient, createApiClient, createDebugLogger } from "@parley/client";
import { contract, type NotePaths } from "./contract.ts";

/** A client that logs its calls and counts those of each path. */
export function createCountingClient(counts: Map<string, number>, log: (line: string) => void, baseUrl?: string) {
  const client: ApiClient<NotePaths> = createApiClient<NotePaths>(contract, { baseUrl });
  client.use(createDebugLogger({ log }), {
    onRequest: ({ schemaPath }) => void counts.set(schemaPath, (counts.get(schemaPath) ?? 0) + 1),
  });
  return client;
}
