/** The compared call with the core of openai; nothing of its API is used. */

import { OpenAI } from "openai";

const client = new OpenAI({ baseURL: "https://api.example", apiKey: "token" });
console.log(await client.get("/api/v1/tasks/1"));
