import { type Api, createApi, createTokenSource } from "@parley/client";
import { contract, type NoteTypes } from "./contract.ts";

/** A client that gets its tokens from your own server, early enough and once for all calls that wait. */
export function createUserApi(tokenUrl: string, baseUrl?: string): Api<NoteTypes> {
  const userToken = createTokenSource({
    fetchToken: async ({ signal }) => (await fetch(tokenUrl, { method: "POST", signal })).text(),
  });
  return createApi<NoteTypes>(contract, { baseUrl, credentials: { userToken } });
}
