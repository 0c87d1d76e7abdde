/** Chatzy AI: conversations with agents, their replies, documents and speech, and the inbox of an account. */

import type { Platform } from "../core/platform/index.ts";
import { collections } from "./collections.ts";
import { contract } from "./contract.ts";
import { demo } from "./demo.ts";
import { formatError } from "./errors.ts";
import { createHandler } from "./handler.ts";
import { seeds } from "./seeds.ts";
import { locateCredentials } from "./verifiers.ts";

/** The platform. */
export const chatzy: Platform = {
  name: "chatzy",
  contract,
  formatError,
  collections,
  seeds,
  locateCredentials,
  welcome: (address) => ({
    credentials: {
      "client key": demo.clientKey,
      "agent for the iframe": demo.iframeAgent,
      agent: demo.agent,
      conversation: demo.conversation,
      account: `${demo.account}, password ${demo.password}`,
    },
    curl: `curl "${address}/init_conversation?chatbot_id=${demo.agent}"`,
  }),
  createHandler,
};
