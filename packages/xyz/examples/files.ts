import { readFile, writeFile } from "node:fs/promises";
import { createTask, createXyz, downloadArtifact, listArtifacts, readReply, streamTask } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

const files = [new File([await readFile("sales.csv")], "sales.csv")];
const { id } = await createTask(xyz, { message: "Add up uploads/sales.csv by region.", files });
await readReply(await streamTask(xyz, id));

for (const { path } of await listArtifacts(xyz, id)) {
  if (!path.startsWith("downloads/")) continue;
  const { blob, name } = await downloadArtifact(xyz, id, { path });
  await writeFile(name, new Uint8Array(await blob.arrayBuffer()));
  console.log(name, blob.type);
}
