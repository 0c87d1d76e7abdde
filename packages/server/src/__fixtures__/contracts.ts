/** The three real contracts and the golden one, with principals that the tests can tell apart. */

import { type OperationTypes as ChatzyTypes, securitySchemes as chatzySchemes } from "@parley/contracts/chatzy";
import chatzyDocument from "@parley/contracts/chatzy/openapi.json" with { type: "json" };
import * as chatzyOperations from "@parley/contracts/chatzy/operations";
import * as chatzyStreams from "@parley/contracts/chatzy/streams";
import * as chatzyValidators from "@parley/contracts/chatzy/validators";
import { type OperationTypes as SmarttalkTypes, securitySchemes as smarttalkSchemes } from "@parley/contracts/smarttalk";
import smarttalkDocument from "@parley/contracts/smarttalk/openapi.json" with { type: "json" };
import * as smarttalkOperations from "@parley/contracts/smarttalk/operations";
import * as smarttalkStreams from "@parley/contracts/smarttalk/streams";
import * as smarttalkValidators from "@parley/contracts/smarttalk/validators";
import { type OperationTypes as XyzTypes, securitySchemes as xyzSchemes } from "@parley/contracts/xyz";
import xyzDocument from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import * as xyzOperations from "@parley/contracts/xyz/operations";
import * as xyzStreams from "@parley/contracts/xyz/streams";
import * as xyzValidators from "@parley/contracts/xyz/validators";
import { defineContract } from "../contract/index.ts";

export const chatzy = defineContract<ChatzyTypes, { idToken: { accountId: string } }>()({
  operations: chatzyOperations,
  validators: chatzyValidators,
  streams: chatzyStreams,
  securitySchemes: chatzySchemes,
  document: chatzyDocument,
});

export const xyz = defineContract<XyzTypes, { endUserJwt: { userId: string }; apiKeyBearer: { appId: string }; apiKeyHeader: { appId: string } }>()({
  operations: xyzOperations,
  validators: xyzValidators,
  streams: xyzStreams,
  securitySchemes: xyzSchemes,
  document: xyzDocument,
});

export const smarttalk = defineContract<SmarttalkTypes, { oauth: { userId: string; scopes: readonly string[] } }>()({
  operations: smarttalkOperations,
  validators: smarttalkValidators,
  streams: smarttalkStreams,
  securitySchemes: smarttalkSchemes,
  document: smarttalkDocument,
});
