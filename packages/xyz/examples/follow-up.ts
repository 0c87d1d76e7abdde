import { createTask, createXyz, readReply, sendMessage, streamTask } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

const { id } = await createTask(xyz, { message: "How do I add the chat widget to my shop?" });
const first = await readReply(await streamTask(xyz, id));
console.log(first.text);

await sendMessage(xyz, id, { message: "How long does a token live?" });
const second = await readReply(await streamTask(xyz, id));
console.log(second.text, second.toolCalls);
