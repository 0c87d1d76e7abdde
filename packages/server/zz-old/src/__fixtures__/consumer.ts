/** A project that installed the package: type-checked and run outside of the workspace. */

import { defaultLimits, type FetchHandler, type Limits, serve, systemClock } from "@parley/server";
import "@parley/server/node";

const limits: Limits = defaultLimits;
export type Handler = FetchHandler;
console.log(limits, systemClock.now(), typeof serve);
