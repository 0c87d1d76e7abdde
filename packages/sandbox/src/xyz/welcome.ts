/** What a person needs to begin. */

import type { Welcome } from "../core/platform/index.ts";
import { demoApp, demoKey } from "./accounts.ts";

/** The credentials of the demo world, and a command that uses them. */
export function welcome(address: string): Welcome {
  const body = JSON.stringify({ appId: demoApp.id, appSecret: demoApp.secret, endUserId: "user-42" });
  return {
    credentials: { appId: demoApp.id, appSecret: demoApp.secret, "API key": demoKey.key },
    curl: `curl ${address}/api/v1/auth/token -H 'Content-Type: application/json' -d '${body}'`,
  };
}
