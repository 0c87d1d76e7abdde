/** RFC 9110 section 10.2.3. */

/** Seconds until another try makes sense, from seconds or a date; `undefined` for everything else. */
export function readRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Other forms of dates are not for this field, and `parse` would take many.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1_000));
}
