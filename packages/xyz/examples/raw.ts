import { createXyz, request } from "@parley/xyz";
import { getTask } from "@parley/xyz/operations";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

const answer = await request(xyz, getTask, { path: { id: "c37c1d78-4d23-4e53-949a-ddd775f25e01" } });
if (answer.status === 200) console.log(answer.data.data.status, answer.response.headers.get("content-type"));
else console.log(answer.status, answer.error.error.code);
