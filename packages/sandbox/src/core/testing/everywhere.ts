/** What comes out of the core where everything that it depends on is given: the same bytes on every runtime. */

import { createManualClock } from "@parley/clock/manual";
import { scriptedAgent, shopTools } from "../agent/index.ts";
import { createToneSpeech, inspectAudio } from "../audio/index.ts";
import { createOpaqueToken, createSigningKey, importKeyRing, mintToken, verifyToken } from "../auth/index.ts";

const kind = { typ: "at+jwt", issuer: "https://one.example", audience: "https://one.example/api", maxAge: 900 };

/** Does a little of everything. */
export async function workEverywhere(): Promise<unknown> {
  const clock = createManualClock(1_800_000_000_000);
  let byte = 0;
  const randomBytes = (length: number) => Uint8Array.from({ length }, () => byte++ % 256);
  const tokens: unknown[] = [];
  for (const algorithm of ["EdDSA", "HS256"] as const) {
    const keys = await importKeyRing([await createSigningKey("k", algorithm, randomBytes)]);
    const access = { ...kind, name: "access token", algorithm };
    const { token } = await mintToken(access, "user-1", { scope: "chat" }, { keys, clock, randomBytes });
    tokens.push(token, keys.publicKeys, await verifyToken(access, token, { keys, clock }));
  }
  const turns: unknown[] = [];
  for (const message of ["Gdzie jest moje zamówienie 4711?", "/approve", "/secret", "/markdown", "/aprove"]) {
    const { signal } = new AbortController();
    const input = { history: [], message, tools: shopTools, clock, random: () => 0.4, signal };
    turns.push(await Array.fromAsync(scriptedAgent(input)));
  }
  const wav = await createToneSpeech().synthesize("Good day to you");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", wav));
  const sound = [wav.length, [...digest.slice(0, 8)], await inspectAudio(wav)];
  // As a page hands it over.
  return JSON.parse(JSON.stringify({ tokens, opaque: await createOpaqueToken("st", randomBytes), turns, sound }));
}
