import { isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/server.ts";
import { apiToken } from "./auth.ts";
import { createSmartTalk } from "./client.ts";
import { importDocuments, searchDocuments } from "./documents.ts";

const auth = apiToken("api-1", { chatModelId: "model-1" });

test("404 says that no document is near enough", async () => {
  const { fetch } = createPlatform(json({ message: "No relevant documents found" }, { status: 404 }));
  expect(await searchDocuments(createSmartTalk({ auth, fetch }), { query: "returns" })).toEqual([]);
});

test("other refusals are errors", async () => {
  const { fetch } = createPlatform(json({ message: "No access" }, { status: 403 }));
  const error = await searchDocuments(createSmartTalk({ auth, fetch }), { query: "returns" }).catch(
    (reason: unknown) => reason,
  );
  expect(isParleyError(error) && error.message).toBe("searchDocuments was refused with 403 No access");
});

test("a search that may be repeated waits as long as the platform asks", async () => {
  const waits: number[] = [];
  const clock = {
    now: () => 0,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      // The limit of an attempt is not reached here.
      if (milliseconds >= 60_000) return new Promise<void>((_, reject) => signal?.addEventListener("abort", reject));
      waits.push(milliseconds);
    },
  };
  const { fetch } = createPlatform(json({}, { status: 429, headers: { "retry-after": "2" } }), json([]));
  expect(await searchDocuments(createSmartTalk({ auth, fetch, clock }), { query: "returns" })).toEqual([]);
  expect(waits).toEqual([2_000]);
});

test("the other import goes to the other host", async () => {
  const urls: string[] = [];
  const fetch = async (request: Request) => {
    urls.push(request.url);
    return Response.json({ status: "ok" });
  };
  await importDocuments(createSmartTalk({ auth, fetch }), { chatModelId: "model-1", documents: [] });
  expect(urls).toEqual(["https://api.aismarttalk.tech/v1/documents/import"]);
});
