/** A sandbox with this platform alone, and short ways to call it. */

import { createManualClock, type ManualClock } from "@parley/clock/manual";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../sandbox.ts";
import { chatzy } from "../index.ts";

/** When the clock of the tests begins. */
export const start = Date.parse("2026-02-02T09:00:00.000Z");

/** An answer that was read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of all forms, and the contract is checked by the server
  readonly body: any;
}

/** A sandbox under test. */
export interface Tested {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  /** What was not the fault of the caller, drift from the contract too. */
  readonly incidents: unknown[];
  /** Sends a request to a path below `/chatzy`. */
  send(path: string, init?: RequestInit): Promise<Response>;
  get(path: string, query?: Readonly<Record<string, string>>, init?: RequestInit): Promise<Answer>;
  post(path: string, body: unknown, init?: RequestInit): Promise<Answer>;
  /** The data of all events of a reply. */
  stream(token: string, init?: RequestInit): Promise<string[]>;
  /** The same, once the stream is open: the clock may be moved then, and the agent will notice. */
  open(token: string, init?: RequestInit): Promise<{ readonly data: Promise<string[]> }>;
}

/** Makes one. */
export function createTested(options: Partial<SandboxOptions> = {}): Tested {
  const clock = createManualClock(start);
  const incidents: unknown[] = [];
  const onError = (error: unknown) => void incidents.push(error);
  const sandbox = createSandbox({ platforms: [chatzy], clock, responses: "throw", onError, ...options });
  const tested: Tested = {
    sandbox,
    clock,
    incidents,
    send: (path, init) => sandbox.fetch(new Request(`http://sandbox.test/chatzy${path}`, init)),
    get: async (path, query = {}, init = {}) =>
      read(await tested.send(`${path}?${new URLSearchParams(query)}`, init)),
    post: async (path, body, { headers, ...init } = {}) =>
      read(
        await tested.send(path, {
          method: "POST",
          body: typeof body === "string" ? body : JSON.stringify(body),
          ...init,
          headers: { "content-type": "application/json", ...headers },
        }),
      ),
    stream: async (token, init) => (await tested.open(token, init)).data,
    open: async (token, init) => {
      const response = await tested.send(`/get-response?token=${token}`, init);
      const isOpen = response.status === 200;
      return { data: response.text().then((text) => (isOpen ? dataOf(text) : [`${response.status} ${text}`])) };
    },
  };
  return tested;
}

/** The data of the events of a transcript. */
function dataOf(transcript: string): string[] {
  return transcript
    .split("\n\n")
    .filter((record) => record !== "" && !record.startsWith(":"))
    .map((record) => record.replace(/^data: /gm, ""));
}

/** The text of a reply, and the words between and after it. */
export function replyOf(data: readonly string[]): { readonly text: string; readonly words: readonly string[] } {
  const isText = (item: string) => item.startsWith("{");
  return {
    text: data.filter(isText).map((item) => (JSON.parse(item) as { content: string }).content).join(""),
    words: data.filter((item) => !isText(item)),
  };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}
