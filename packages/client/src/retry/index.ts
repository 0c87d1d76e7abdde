/** When something is tried again. */

export { isRetryableStatus, type RetryPolicy, readRetryAfter, retryDelay } from "./retry.ts";
