/** XYZ AI: tasks of end users and API keys, and the agent that works on them. */

import { serve } from "@parley/server";
import { createChance } from "../core/chance/index.ts";
import type { Platform } from "../core/platform/index.ts";
import { artifacts } from "./artifacts.ts";
import { authentication } from "./authentication.ts";
import { collections, origins } from "./collections.ts";
import { contract } from "./contract.ts";
import { formatError } from "./errors.ts";
import { messages } from "./messages.ts";
import { seeds } from "./seeds.ts";
import { taskStream } from "./task-stream.ts";
import { tasks } from "./tasks.ts";
import { createVerifiers, locateCredentials } from "./tokens.ts";
import { toolApproval } from "./tool-approval.ts";
import { longestFile, mostFiles } from "./uploads.ts";
import { welcome } from "./welcome.ts";
import { widget } from "./widget.ts";

/** The platform. */
export const xyz: Platform = {
  name: "xyz",
  contract,
  formatError,
  collections,
  seeds,
  locateCredentials,
  welcome,
  createHandler(services) {
    const { store, clock, worldOf, responses, onError } = services;
    const requestIds = createChance(String(clock.now()), "xyz/request-ids");
    // Names no world, so it is about the default one.
    const anyRequest = new Request("http://127.0.0.1/");
    const handlers = {
      ...authentication(services),
      ...widget,
      ...tasks(services),
      ...taskStream(services),
      ...messages(services),
      ...toolApproval(services),
      ...artifacts(services),
    };
    return serve(contract, handlers, {
      basePath: "/xyz",
      authenticate: createVerifiers(services),
      formatError,
      toErrorEvent: () => ({ type: "error", data: { message: "Internal server error", code: "INTERNAL_ERROR" } }),
      responses,
      onError,
      clock,
      limits: { file: longestFile, upload: (mostFiles + 1) * longestFile },
      createRequestId: () => requestIds.uuid(),
      cors: {
        // A preflight has no credential that says which app or world it is about, so the app is asked for afterwards.
        origins: async (origin, operation) => {
          if (operation?.id === "createEndUserToken") return false;
          // The worlds that there are know their origins; there is one at least.
          await worldOf(anyRequest);
          return (await store.locate(origins, "byOrigin", origin)).length > 0;
        },
        allowedHeaders: ["X-Parley-World", "X-Parley-Pacing"],
      },
    });
  },
};
