import { AuthenticationError, createXyz, getTask, isParleyError, NotFoundError, RateLimitError } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

try {
  await getTask(xyz, "c37c1d78-4d23-4e53-949a-ddd775f25e01");
} catch (error) {
  if (error instanceof NotFoundError) console.log("There is no such task.");
  else if (error instanceof RateLimitError) console.log(`Try again in ${error.retryAfter} ms.`);
  else if (error instanceof AuthenticationError) console.log(`Log in: ${error.code}, request ${error.requestId}.`);
  else if (isParleyError(error)) console.log(error.code, error.message);
  else throw error;
}
