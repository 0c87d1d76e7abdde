/** Random secrets in every place of a call never get into what people see of its errors. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { call, createThing } from "../__fixtures__/calls.ts";
import { printed } from "../__fixtures__/printed.ts";
import { answer, answerStream, createThings, type PlannedAnswer, thingStream } from "../__fixtures__/things.ts";
import { openStream } from "../stream/index.ts";
import { createDebugLogger } from "./debug-logger.ts";

/** No word of letters alone: it may be the name of a function or file in a stack, which is no secret. */
const word = fc.stringMatching(/^[!-~]{8,24}$/).filter((text) => !/^[a-z_$]+$/iu.test(text));

/** Answers that quote what they were sent. */
const answers: readonly ((quote: string) => PlannedAnswer)[] = [
  (quote) => answer(400, { message: quote, code: quote }, { "x-request-id": quote }),
  (quote) => answer(401, { error: { message: quote } }),
  (quote) => answer(418, { error: quote }),
  (quote) => new Response(quote, { status: 500, headers: { "content-type": "text/plain" } }),
  (quote) => new Response(`{${quote}`, { status: 201, headers: { "content-type": "application/json" } }),
  (quote) => new TypeError(quote, { cause: Object.assign(new Error(quote), { code: quote }) }),
  (quote) => new Response(null, { status: 302, headers: { location: quote } }),
];

test("of a call", async () => {
  const places = fc.record({
    credential: word,
    header: word,
    query: word,
    password: word,
    clientHeader: word,
    plan: fc.constantFrom(...answers),
    credentialScheme: fc.constantFrom("token", "header", "query", "visitor"),
  });
  await fc.assert(
    fc.asyncProperty(places, async ({ plan, credentialScheme, ...secrets }) => {
      const all = Object.values(secrets);
      const lines: string[] = [];
      const { client, received } = createThings(
        [plan(`bad ${all.join(" or ")} in https://a.example/?token=${secrets.query}`)],
        {
          credentials: { [credentialScheme]: secrets.credential },
          headers: { "x-session-token": secrets.clientHeader },
          operations: { [createThing]: { id: "createThing", security: [credentialScheme] } },
        },
      );
      client.use(createDebugLogger({ log: (line) => lines.push(line) }));
      const error = await call(client, createThing, {
        query: { token: secrets.query },
        headers: { "x-api-key": secrets.header },
        body: { name: "a", password: secrets.password },
      }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(received).toHaveLength(1);
      const seen = [printed(error), printed(client), ...lines].join("\n");
      expect(all.filter((secret) => seen.includes(secret))).toEqual([]);
    }),
  );
});

test("of a stream", async () => {
  await fc.assert(
    fc.asyncProperty(word, word, async (credential, text) => {
      const quote = JSON.stringify({ message: `${credential} and ${text}`, code: credential });
      const { client } = createThings([answerStream(`event: failed\ndata: ${quote}\n\n`)], {
        credentials: { token: credential },
      });
      const stream = await openStream(client, "post", "/watch", thingStream, { headers: { "x-key": text } });
      const error = await Array.fromAsync(stream).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "StreamFailedError" });
      const seen = printed(error) + printed(stream);
      expect([credential, text].filter((secret) => seen.includes(secret))).toEqual([]);
    }),
  );
});
