/** Ids of tool calls. */

/** An id that the given chance decides: `call_` and nine letters or digits. */
export function createCallId(random: () => number): string {
  const digits = Array.from({ length: 9 }, () => Math.floor(random() * 36).toString(36));
  return `call_${digits.join("")}`;
}
