/** The same over a socket, with worlds in a file. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWav, speakable } from "../core/audio/index.ts";
import { startSandbox } from "../hosts/node/index.ts";
import { addressOf, exchangeOf, fieldsOf } from "./__fixtures__/authorize.ts";
import { as } from "./__fixtures__/shop.ts";
import { smarttalk } from "./index.ts";
import { demo } from "./seeds/demo-ids.ts";

const { chatModelId, chatInstanceId } = demo;
const question = await readFile(new URL("../../../../spec/smarttalk/examples/voice-question.wav", import.meta.url));
let folder: string;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-smarttalk-"));
  sandbox = await startSandbox({ platforms: [smarttalk], port: 0, folder, responses: "throw" });
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const send = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.url}/smarttalk${path}`, { redirect: "manual", ...init });
const json = (body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

test("a browser goes through the page, and its client through the exchange", async () => {
  const submit = (fields: Record<string, string>) =>
    send(addressOf(), { method: "POST", body: new URLSearchParams(fields), headers: { origin: sandbox.url } });
  const first = await (await send(addressOf())).text();
  const signedIn = await submit({ ...fieldsOf(first), email: "jane.doe@example.com", password: "sandbox" });
  expect(signedIn.status).toBe(303);
  const second = await (await fetch(new URL(signedIn.headers.get("location") ?? "", sandbox.url))).text();
  const decided = await submit({ ...fieldsOf(second), decision: "allow" });
  const back = new URL(decided.headers.get("location") ?? "");
  expect(back.searchParams.get("iss")).toBe(`${sandbox.url}/smarttalk`);
  const answer = await send("/api/oauth/aist/token", json(exchangeOf(back.searchParams.get("code") ?? "")));
  expect(await answer.json()).toMatchObject({ token_type: "Bearer", chat_model_id: chatModelId });
});

test("a reply is streamed, an empty appToken is no credential, and 20 at once all have their reply", async () => {
  const said = { chatInstanceId, chatModelId, message: "Where is my order 4711?" };
  const streamed = await send("/api/chat?stream=true", json(said, { ...as.access, appToken: "" }));
  expect(await streamed.text()).toContain('{"type":"stream_end"}');
  const answers = await Promise.all(Array.from({ length: 20 }, () => send("/api/chat", json(said, as.access))));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const history = await (await send(`/api/chat/history/${chatInstanceId}`, { headers: as.access })).json();
  expect(history.messages).toHaveLength(3 + 42);
});

test("a file goes to disk and comes back", async () => {
  const form = new FormData();
  const text = "Linen ".repeat(100_000);
  form.set("file", new File([text], "linen.txt", { type: "text/plain" }));
  const path = `/api/v1/me/conversations/${chatInstanceId}/attachments`;
  const taken = await send(path, { method: "POST", headers: as.oauth, body: form });
  const { canvas } = await taken.json();
  expect([taken.status, await (await fetch(canvas.downloadUrl)).text()]).toEqual([202, text]);
});

test("a reply is spoken by the embedded synthesiser", async () => {
  const form = new FormData();
  form.set("audio", new File([question], "question.wav", { type: "audio/wav" }));
  for (const [name, value] of Object.entries({ chatInstanceId, chatModelId, lang: "en" })) form.set(name, value);
  const answer = await send("/api/chat/voice/speech", { method: "POST", headers: as.access, body: form });
  const { transcription, response, audio, mediaType } = await answer.json();
  expect([answer.status, mediaType, typeof transcription, typeof response]).toEqual([
    200,
    "audio/wav",
    "string",
    "string",
  ]);
  const wav = readWav(Buffer.from(audio, "base64"));
  // A tone would be as long as its words times 0.3 seconds, to the sample.
  const words = speakable(response).split(" ").length;
  expect("seconds" in wav && wav.seconds > 0.5 && Math.abs(wav.seconds - words * 0.3) > 0.001).toBe(true);
});
