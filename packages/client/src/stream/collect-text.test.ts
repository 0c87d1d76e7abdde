import { expect, test } from "vitest";
import { answerStream, createThings, thingStream } from "../__fixtures__/things.ts";
import { collectText } from "./collect-text.ts";
import { openStream } from "./event-stream.ts";

const pieces = 'event: piece\ndata: {"text":"Hel"}\n\nevent: new\ndata: 1\n\nevent: piece\ndata: {"text":"lo"}\n\n';

function open(text: string) {
  return openStream(createThings([answerStream(text)]).client, "post", "/watch", thingStream);
}

test("the pieces of a stream become one text", async () => {
  const stream = await open(`${pieces}event: done\ndata: {"total":2}\n\n`);
  expect(await collectText(stream, (event) => (event.type === "piece" ? event.data.text : undefined))).toBe("Hello");
});

test("an error of the stream is passed on", async () => {
  const pick = () => "a";
  await expect(collectText(await open(pieces), pick)).rejects.toMatchObject({ name: "StreamEndedEarlyError" });
});

test("an error of the picker closes the stream", async () => {
  const stream = await open(pieces);
  const pick = () => {
    throw new RangeError("mine");
  };
  await expect(collectText(stream, pick)).rejects.toThrow(RangeError);
  expect(stream.response.body?.locked).toBe(true);
});
