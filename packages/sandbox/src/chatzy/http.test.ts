/** The same over a socket, where requests and answers go another way than in process. */

import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../hosts/node/index.ts";
import { readRecording } from "./__fixtures__/audio.ts";
import { demo } from "./demo.ts";
import { chatzy } from "./index.ts";

async function start() {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const sandbox = await startSandbox({ port: 0, platforms: [chatzy], responses: "throw", onError });
  onTestFinished(async () => {
    await sandbox.close();
    expect(errors).toEqual([]);
  });
  const call = (path: string, init?: RequestInit) => fetch(`${sandbox.url}/chatzy${path}`, init);
  const send = async (content: string, documents: object[] = []) => {
    const body = {
      chatbot_id: demo.agent,
      conversation_id: demo.conversation,
      messages: { role: "user", content },
      documents,
    };
    const headers = { "content-type": "application/json" };
    const response = await call("/get_inference", { method: "POST", headers, body: JSON.stringify(body) });
    const { data } = (await response.json()) as { data: { temp_token: string } };
    return data.temp_token;
  };
  return { call, send };
}

test("a file is posted to the address of its form, and talked about", async () => {
  const { call, send } = await start();
  const { data } = (await (await call("/generate_presigned_url_no_auth?file_type=text/plain")).json()) as {
    data: { url: { url: string; fields: Record<string, string> } };
  };
  const { url, fields } = data.url;
  const post = async (content: BlobPart) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", new File([content], "crate.txt"));
    const response = await fetch(url, { method: "POST", body: form });
    return [response.status, await response.text()];
  };
  expect(await post(new Uint8Array(2_100_000))).toEqual([400, expect.stringContaining("<Code>EntityTooLarge</Code>")]);
  expect(await post("The crate contains a telescope.")).toEqual([204, ""]);
  const s3_url = `https://chatzy-kb-store.s3.amazonaws.com/${fields.key}`;
  const document = { file_name: "crate.txt", mime_type: "text/plain", s3_url };
  const token = await send("What does the crate contain?", [document]);
  const reply = await (await call(`/get-response?token=${token}`)).text();
  expect(reply).toContain("telescope");
  expect(reply).toMatch(/data: close_connection\n\n$/);
});

test("a reader that goes away leaves the agent at work, and nobody is asked for the token in an address again", async () => {
  const { call, send } = await start();
  const token = await send("/slow");
  const response = await call(`/get-response?token=${token}`);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/event-stream",
    "cache-control": expect.stringContaining("no-store"),
    "referrer-policy": "no-referrer",
  });
  const reader = response.body?.getReader();
  await reader?.cancel();
  const status = await (await call(`/get_stream_status?conversation_id=${demo.conversation}`)).json();
  expect(status).toEqual({ data: { stream_status: "is_streaming", response_processing_status: "processing" } });
});

test("a clip is posted as a form", async () => {
  const { call } = await start();
  const secret = await (await call(`/generate_secret?conversation_id=${demo.conversation}`)).json();
  const query = new URLSearchParams({
    token: (secret as { data: { temp_token: string } }).data.temp_token,
    chatbot_id: demo.agent,
    client_message_key: "msg_123",
  });
  const body = new FormData();
  body.set("file", new File([await readRecording("hello-there.wav")], "clip.wav", { type: "audio/wav" }));
  const response = await call(`/stt?${query}`, { method: "POST", body });
  expect(await response.json()).toEqual({ transcript: "HELLO THERE\n" });
});
