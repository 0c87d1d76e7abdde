/** Time as clients and servers ask for it. */

export type { Clock } from "./clock.ts";
export { systemClock } from "./system-clock.ts";
