/** OpenAPI 3.1, Responses Object: statuses, their ranges, and `default`. */

/** The entry for a status among the responses of an operation: its own, its range, or that for all. */
export function declaredStatus(responses: object, status: number): string | undefined {
  const own = String(status);
  if (Object.hasOwn(responses, own)) return own;
  return [`${Math.floor(status / 100)}XX`, "default"].find((key) => Object.hasOwn(responses, key));
}
