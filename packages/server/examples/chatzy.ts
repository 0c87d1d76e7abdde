// biome-ignore-all lint/style/noRestrictedImports: the contract of a server comes from this workspace.
/** Chatzy AI, `createAccessToken`: a client key becomes a pair of tokens. */

import type { OperationTypes } from "@parley/contracts/chatzy";
import document from "@parley/contracts/chatzy/openapi.json" with { type: "json" };
import { createAccessToken } from "@parley/contracts/chatzy/operations";
import * as validators from "@parley/contracts/chatzy/validators";
import { defineContract, serve } from "@parley/server";

const operations = { createAccessToken };
const contract = defineContract<OperationTypes>()({
  operations,
  validators,
  streams: {},
  securitySchemes: {},
  document,
});
const minute = 60_000;

/** Answers `POST /ai_agent/get_access_token`; the demo key is `demo`. */
export const fetch = serve(
  contract,
  {
    createAccessToken({ body, clock }) {
      if (body.client_api_key !== "demo") return { status: 401, body: { message: "Unknown key" } };
      const data = {
        access_token: `access-${body.user_id}`,
        refresh_token: `refresh-${body.user_id}`,
        access_token_expires_at: clock.now() + 15 * minute,
        refresh_token_expires_at: clock.now() + 7 * 24 * 60 * minute,
      };
      return { status: 200, body: { data } };
    },
  },
  { authenticate: {}, formatError: ({ message }) => ({ message }) },
);
