import { expect, test } from "vitest";
import { createRouter, toPlainPath } from "./route.ts";

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
    ["get", "/users/@me/a b"],
    ["get", "/users/%7Eroot"],
    ["get", "/models/{id}/run:batch"],
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
  ["/template%73/inst%61lled", ["GET /templates/installed"]],
  ["/users/@me/a%20b", ["GET /users/@me/a b"]],
  ["/users/%40me/a%20b", ["GET /users/@me/a b"]],
  ["/users/~root", ["GET /users/%7Eroot"]],
  ["/models/7/run:batch", ["GET /models/{id}/run:batch"]],
  ["/models/7/run%3Abatch", ["GET /models/{id}/run:batch"]],
  ["/templates%2Finstalled", undefined],
  ["/templates/%ff/x", ["GET /templates/{id}/x"]],
  ["/templates/", undefined],
  ["/templates", undefined],
  ["/", undefined],
  ["", undefined],
])("%s [server.path.equal]", (path, expected) => {
  const methods = find(toPlainPath(path));
  expect(methods && [...methods].map(([method, entry]) => `${method} ${entry.path}`)).toEqual(expected);
});

test("a segment that is only in part a parameter is refused", () => {
  expect(() => createRouter([{ method: "get", path: "/a/{b}.json" }])).toThrow(
    "The segment {b}.json of /a/{b}.json is only in part a parameter",
  );
});
