import { createTask, createXyz, streamTask } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

const { id } = await createTask(xyz, { message: "How do I add the chat widget to my shop?" });
for await (const event of await streamTask(xyz, id)) {
  if (event.type === "content") process.stdout.write(event.data.text);
}
