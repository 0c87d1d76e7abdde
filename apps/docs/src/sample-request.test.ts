import { listOperations } from "@parley/contracts/document";
import { expect, test } from "vitest";
import { document } from "./__fixtures__/document.ts";
import { curlCommand } from "./curl.ts";
import { sampleRequest } from "./sample-request.ts";

function sampleOf(operationId: string) {
  const located = listOperations(document).find(({ operation }) => operation.operationId === operationId);
  if (!located) throw new Error(`no ${operationId}`);
  return sampleRequest(document, located);
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

test("a command sends the fields of a form as text and its files as files", () => {
  expect(curlCommand("", sampleOf("uploadRecording"))).toBe(
    ['curl "/recordings"', '--form "sound=@examples/tit.wav"', `--form-string "title=It's a tit"`].join(" \\\n  "),
  );
});

test("a command escapes single quotes where it needs them", () => {
  const body = { kind: "text", text: `{"a":"it's"}` } as const;
  expect(curlCommand("", { method: "PUT", target: "/", headers: {}, body, streams: false })).toBe(
    ['curl "/"', "--request PUT", `--data '{"a":"it'\\''s"}'`].join(" \\\n  "),
  );
});
