import { describe, expect, test } from "vitest";
import { document } from "./__fixtures__/document.ts";
import { grammarHtml } from "./grammar-html.ts";
import { redocBadge } from "./provenance.ts";
import { referenceDocument } from "./reference-document.ts";

const shown = referenceDocument(document, { logo: "data:,logo", mock: "http://127.0.0.1:4011" });

describe("operation", () => {
  test("shows provenance, stream and sample", () => {
    expect(shown.paths["/birds/{bird}/song"]?.post).toMatchObject({
      "x-badges": [redocBadge("documented")],
      "x-codeSamples": [
        {
          lang: "Shell",
          label: "curl, to the mock",
          source: expect.stringContaining('curl --no-buffer "http://127.0.0.1:4011/birds/blue%20tit/song"'),
        },
      ],
      description: [
        "Sings.",
        "#### Event stream",
        "Sent instead of JSON when the request says `stream`: `true` in the body. The field `event` names each event. A comment `wind` comes at least every 15 seconds. A broken stream cannot be resumed.",
        "**Order of events**",
        grammarHtml("note* end", new Set(["end"])),
        "As the contract writes it: `note* end`",
        "**Events**",
        [
          "| Event | Form | Ends | Meaning |",
          "|---|---|---|---|",
          "| <code>note</code> | JSON <code>Song<wbr>Note</code> |  | A note \\| a rest |",
          "| <code>end</code> | this word | yes | The song is over |",
        ].join("\n"),
      ].join("\n\n"),
    });
  });

  test("keeps the samples of the contract before its own", () => {
    expect(shown.paths["/recordings"]?.post?.["x-codeSamples"]?.map(({ label }) => label)).toEqual([
      "Player",
      "curl, to the mock",
    ]);
  });

  test("links its binary examples", () => {
    expect(shown.paths["/recordings"]?.post?.description).toBe(
      "Keeps a recording.\n\n**Example files**\n\nIn the curl line, words stand for the bytes of a file; with `@` and a path, curl sends your own.\n\n- [Bytes alone](examples/tit.wav) (`audio/wav`)",
    );
  });

  test("has the addresses of binary examples instead of their bytes", () => {
    expect(shown.paths["/recordings"]?.post).toHaveProperty("requestBody.content.audio/wav.examples", {
      ok: { summary: "Bytes alone", externalValue: "examples/tit.wav" },
    });
  });
});

test("servers have their whole address, and the mock is one of them", () => {
  expect(shown.servers).toEqual([
    { url: "https://north.birds.example" },
    { url: "http://127.0.0.1:4011", description: "The mock on this machine, for the curl lines" },
  ]);
});

test("a property has a badge, also one with the name of a keyword", () => {
  expect(shown.components?.schemas?.SongNote).toMatchObject({
    properties: { example: { "x-badges": [redocBadge("assumed")] } },
  });
});

test("what can have no badge says its provenance in words", () => {
  expect(shown.components?.securitySchemes?.key).toMatchObject({ description: "A key.\n\nProvenance: `seed`" });
});

test("the contract itself is not changed", () => {
  expect(JSON.stringify(document)).not.toContain("x-badges");
});
