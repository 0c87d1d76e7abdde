/** The set-up of a Chatzy AI client. */

import {
  type ApiClient,
  type ApiOptions,
  type CallOptions,
  type CredentialProvider,
  createApiClient,
} from "@parley/client";
import type { paths } from "@parley/contracts/chatzy";
import { clientContract } from "@parley/contracts/chatzy/client";

/** A client of Chatzy AI: one of openapi-fetch, and the first parameter of every function here. */
export interface Chatzy extends ApiClient<paths> {}

/** Options of {@link createChatzy}. */
export interface ChatzyOptions extends Omit<ApiOptions, "credentials"> {
  /** Temporary tokens are not among them: each serves once, and this package gets them as they are needed. */
  readonly credentials?: {
    /** For conversations held in an authorised iframe: the access token, or where to get it. */
    readonly iframeToken?: CredentialProvider;
    /** For raw inbox operations; `openInbox` signs in by itself. */
    readonly idToken?: CredentialProvider;
  };
}

/** Options of every request. */
export type RequestOptions = Omit<CallOptions, "auth">;

/**
 * Sets a client of Chatzy AI up; nothing is sent yet.
 *
 * @throws UsageError `invalid_base_url`; `empty_credential`.
 * @example
 * const chatzy = createChatzy();
 * const conversation = await startConversation(chatzy, { chatbotId: "51de6a36-5532-49c2-888e-46754ce102ba" });
 */
export function createChatzy(options: ChatzyOptions = {}): Chatzy {
  return createApiClient<paths>(clientContract, options);
}
