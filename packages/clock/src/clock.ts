/** Time comes in from outside, so that tests decide about it. */

/** What programs need of time. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. It may jump, also back, where somebody sets the clock. */
  now(): number;
  /**
   * Resolves after this many milliseconds, however many they are: as soon as it can for none or less, never for
   * `Infinity`.
   *
   * @throws The reason of the signal, when it is aborted before or meanwhile; nothing sleeps on then.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
