import { expect, test } from "vitest";
import { compileSegment, createRouter, toPlainPath } from "./route.ts";

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

test.each([
  ["{id}.json", "7.json", ["7"]],
  ["{id}.json", "7xjson", undefined],
  ["report-{from}..{to}", "report-1..2", ["1", "2"]],
  ["{id}:run", "7%3Arun", ["7"]],
])("the segment %s of %s is %j", (segment, text, expected) => {
  const { pattern } = compileSegment(segment);
  expect(new RegExp(`^${pattern}$`).exec(text)?.slice(1)).toEqual(expected);
});

test("a segment that is in part a parameter goes before one that is all of it", () => {
  const findOne = createRouter([
    { method: "get", path: "/pets/{id}" },
    { method: "get", path: "/pets/{id}.json" },
    { method: "get", path: "/pets/all.json" },
  ]);
  const pathOf = (path: string) => findOne(toPlainPath(path))?.get("GET")?.path;
  expect(["/pets/7", "/pets/7.json", "/pets/all.json"].map(pathOf)).toEqual([
    "/pets/{id}",
    "/pets/{id}.json",
    "/pets/all.json",
  ]);
});
