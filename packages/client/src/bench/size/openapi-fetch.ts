/** The compared call with openapi-fetch alone. */

import type { paths } from "@parley/contracts/xyz";
import createClient from "openapi-fetch";

const client = createClient<paths>({
  baseUrl: "https://api.example",
  headers: { authorization: "Bearer token" },
});
const { data, error } = await client.GET("/api/v1/tasks/{id}", { params: { path: { id: "1" } } });
if (error) throw new Error(error.error.message);
console.log(data);
