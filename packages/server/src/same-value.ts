/** Whether two plain values are equal, member by member. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || !left || !right) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [names, others] = [Object.keys(left), Object.keys(right)];
  return (
    names.length === others.length &&
    names.every(
      // Both are objects, and the name is one of the first.
      (name) =>
        Object.hasOwn(right, name) &&
        isSameValue((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]),
    )
  );
}
