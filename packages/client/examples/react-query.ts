import type { ApiClient } from "@parley/client";
import createQueryClient from "openapi-react-query";
import type { NotePaths } from "./contract.ts";

/** What `useQuery` and `queryClient.fetchQuery` take for a note. The client retries, so the query must not. */
export function noteQuery(client: ApiClient<NotePaths>, id: string) {
  const query = createQueryClient(client);
  return query.queryOptions("get", "/notes/{id}", { params: { path: { id } } }, { retry: false });
}
