import { type ApiClient, createApiClient, createTokenSource } from "@parley/client";
import { contract, type NotePaths } from "./contract.ts";

/** A client that gets its tokens from your own server, early enough and once for all calls that wait. */
export function createUserClient(tokenUrl: string, baseUrl?: string): ApiClient<NotePaths> {
  const userToken = createTokenSource({ fetchToken: ({ signal }) => fetch(tokenUrl, { method: "POST", signal }) });
  return createApiClient<NotePaths>(contract, { baseUrl, credentials: { userToken } });
}
