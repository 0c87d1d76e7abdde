// biome-ignore-all lint/style/noRestrictedImports: the contract of a server comes from this workspace.
import type { OperationTypes } from "@parley/contracts/chatzy";
import document from "@parley/contracts/chatzy/openapi.json" with { type: "json" };
import { createIdToken } from "@parley/contracts/chatzy/operations";
import * as validators from "@parley/contracts/chatzy/validators";
import { defineContract, serve } from "@parley/server";

const operations = { createIdToken };
const contract = defineContract<OperationTypes>()({
  operations,
  validators,
  streams: {},
  securitySchemes: {},
  document,
});

export const fetch = serve(
  contract,
  { createIdToken: ({ body }) => ({ status: 200, body: { data: { idToken: body.user_email_id, expiryAt: 0 } } }) },
  { authenticate: {}, formatError: ({ message }) => ({ message }) },
);
