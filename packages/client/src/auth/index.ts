/** Credentials on requests, and where tokens come from. */

export {
  type CredentialProvider,
  informSources,
  type PresentedCredential,
  presentCredentials,
} from "./credentials.ts";
export { keepFresh } from "./keep-fresh.ts";
export { refuseBrowser } from "./refuse-browser.ts";
export { setHeader } from "./set-header.ts";
export { type ShareOptions, shareFetchToken, type TokenChannel, type TokenLocks } from "./shared-tokens.ts";
export type { FetchToken, TokenResult } from "./token-result.ts";
export { createTokenSource, type TokenSource, type TokenSourceOptions } from "./token-source.ts";
