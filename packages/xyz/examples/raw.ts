import { createXyz } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

const params = { path: { id: "c37c1d78-4d23-4e53-949a-ddd775f25e01" } };
const { data, error, response } = await xyz.GET("/api/v1/tasks/{id}", { params });
if (data) console.log(data.data.status, response.headers.get("content-type"));
else console.log(response.status, error.error.code);
