import { listOperations } from "@parley/contracts/document";
import { expect, test } from "vitest";
import { document } from "./__fixtures__/document.ts";
import { listAnswers, type SampleAnswer } from "./answers.ts";
import { curlCommand } from "./curl.ts";
import { sampleRequest } from "./sample-request.ts";

/** The sample of an operation, for the first answer that is wanted. */
function sampleOf(operationId: string, isWanted: (answer: SampleAnswer) => boolean = () => false) {
  const located = listOperations(document).find(({ operation }) => operation.operationId === operationId);
  if (!located) throw new Error(`no ${operationId}`);
  return sampleRequest(document, located, listAnswers(document, located).find(isWanted));
}

test("a sample has what is required, a credential, and what asks for the stream", () => {
  expect(sampleOf("streamSong")).toEqual({
    method: "POST",
    target: "/birds/blue%20tit/song",
    headers: { "X-Season": "spring", "X-Key": "demo", "Content-Type": "application/json" },
    body: { kind: "text", text: '{"notes":3,"stream":true}' },
    streams: true,
  });
});

test("a sample asks for one documented answer, and not for a stream where that is none", () => {
  const { headers, body, streams } = sampleOf("streamSong", ({ status }) => status === "404");
  expect({ headers, body, streams }).toEqual({
    headers: {
      Prefer: "code=404, example=unknownBird",
      "X-Season": "spring",
      "X-Key": "demo",
      "Content-Type": "application/json",
    },
    body: { kind: "text", text: '{"notes":3}' },
    streams: false,
  });
});

test("a sample names the media type where an example has the same name in another", () => {
  const answer = sampleOf("streamSong", ({ mediaType }) => mediaType === "application/json");
  expect(answer.headers).toMatchObject({ Accept: "application/json", Prefer: "code=200, example=ok" });
});

test("a status without a body is asked for by its number", () => {
  expect(sampleOf("uploadRecording", () => true).headers).toEqual({ Prefer: "code=204" });
});

test("a sample of a form names its files", () => {
  expect(sampleOf("uploadRecording")).toEqual({
    method: "POST",
    target: "/recordings",
    headers: {},
    body: {
      kind: "form",
      fields: [
        { name: "sound", file: "examples/tit.wav" },
        { name: "title", value: "It's a tit" },
      ],
    },
    streams: false,
  });
});

test("a command does not buffer a stream and quotes JSON for the shell", () => {
  expect(curlCommand("http://127.0.0.1:4011", sampleOf("streamSong"))).toBe(
    [
      'curl --no-buffer "http://127.0.0.1:4011/birds/blue%20tit/song"',
      '--header "X-Season: spring"',
      '--header "X-Key: demo"',
      '--header "Content-Type: application/json"',
      `--data '{"notes":3,"stream":true}'`,
    ].join(" \\\n  "),
  );
});

test("a command sends the fields of a form as text and its files as words that stand for them", () => {
  expect(curlCommand("", sampleOf("uploadRecording"))).toBe(
    ['curl "/recordings"', '--form "sound=bytes of tit.wav;filename=tit.wav"', `--form-string "title=It's a tit"`].join(
      " \\\n  ",
    ),
  );
});

test("a command escapes single quotes where it needs them", () => {
  const body = { kind: "text", text: `{"a":"it's"}` } as const;
  expect(curlCommand("", { method: "PUT", target: "/", headers: {}, body, streams: false })).toBe(
    ['curl "/"', "--request PUT", `--data '{"a":"it'\\''s"}'`].join(" \\\n  "),
  );
});
