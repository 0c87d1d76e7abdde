import { expect, test } from "vitest";
import { createRouter } from "./route.ts";

const find = createRouter(
  [
    ["get", "/templates/{id}"],
    ["delete", "/templates/{id}"],
    ["get", "/templates/installed"],
    ["post", "/templates/{id}/install"],
    ["get", "/{any}/installed/x"],
    ["get", "/templates/{id}/x"],
    ["get", "/files/xyz-chat.js"],
    ["get", "/v1.0/{a}/b/{c}"],
  ].map(([method = "", path = ""]) => ({ method, path })),
);

test.each([
  ["/templates/7", ["GET /templates/{id}", "DELETE /templates/{id}"]],
  ["/templates/installed", ["GET /templates/installed"]],
  ["/templates/a%2Fb", ["GET /templates/{id}", "DELETE /templates/{id}"]],
  ["/templates/7/install", ["POST /templates/{id}/install"]],
  ["/templates/installed/x", ["GET /templates/{id}/x"]],
  ["/other/installed/x", ["GET /{any}/installed/x"]],
  ["/files/xyz-chat.js", ["GET /files/xyz-chat.js"]],
  ["/files/xyz-chatxjs", undefined],
  ["/v1.0/1/b/2", ["GET /v1.0/{a}/b/{c}"]],
  ["/v1x0/1/b/2", undefined],
  ["/templates/", undefined],
  ["/templates", undefined],
  ["/", undefined],
  ["", undefined],
])("%s", (path, expected) => {
  const methods = find(path);
  expect(methods && [...methods].map(([method, entry]) => `${method} ${entry.path}`)).toEqual(expected);
});

test("a segment that is only in part a parameter is refused", () => {
  expect(() => createRouter([{ method: "get", path: "/a/{b}.json" }])).toThrow(
    "The segment {b}.json of /a/{b}.json is only in part a parameter",
  );
});
