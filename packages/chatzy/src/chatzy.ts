/** The set-up of a Chatzy AI client. */

import { type Api, type ApiOptions, type CallOptions, type CredentialProvider, createApi } from "@parley/client";
import { type OperationTypes, securitySchemes, serverUrl } from "@parley/contracts/chatzy";

/** A client of Chatzy AI: the first argument of every function here, and of `call` and `request` for raw operations. */
export type Chatzy = Api<OperationTypes>;

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
export type RequestOptions = Omit<CallOptions, "credentials" | "idempotencyKey">;

/**
 * Sets a client of Chatzy AI up; nothing is sent yet.
 *
 * @throws UsageError `invalid_base_url`.
 * @example
 * const chatzy = createChatzy();
 * const conversation = await startConversation(chatzy, { chatbotId: "51de6a36-5532-49c2-888e-46754ce102ba" });
 */
export function createChatzy(options: ChatzyOptions = {}): Chatzy {
  return createApi<OperationTypes>({ securitySchemes, serverUrl }, options);
}
