import { createXyz, getHistory, listTasks, listTasksPage } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

for await (const task of listTasks(xyz)) console.log(task.status, task.message);

const { tasks, pagination } = await listTasksPage(xyz, { limit: 20, offset: 0 });
console.log(tasks.length, "of", pagination.total);

const { messages } = await getHistory(xyz, "c37c1d78-4d23-4e53-949a-ddd775f25e01");
for (const { role, content } of messages) console.log(role, content.length);
