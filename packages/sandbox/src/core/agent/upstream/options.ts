/** Where a model is, and what it may cost. */

import { defaultUpstreamLimits, type UpstreamLimits } from "./limits.ts";

/** A model upstream that speaks the chat completions of OpenAI. */
export interface UpstreamOptions {
  /** Base URL with its path, such as `https://models.example/v1`. */
  readonly baseUrl: string;
  /** Sent to this address alone, in `Authorization`. */
  readonly apiKey?: string;
  readonly model: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly limits?: Partial<UpstreamLimits>;
}

/** Options that were checked. */
export interface Upstream {
  readonly baseUrl: URL;
  readonly apiKey: string | undefined;
  readonly model: string;
  readonly fetch: typeof globalThis.fetch;
  readonly limits: UpstreamLimits;
}

/**
 * Checks the options.
 *
 * @throws TypeError that names what is wrong and never quotes it.
 */
export function readUpstreamOptions(options: UpstreamOptions): Upstream {
  const { apiKey, model, fetch = globalThis.fetch, limits } = options;
  const baseUrl = URL.parse(options.baseUrl);
  if (!baseUrl || !/^https?:$/.test(baseUrl.protocol)) throw new TypeError("The base URL is no http or https address.");
  if (baseUrl.username || baseUrl.password) throw new TypeError("The base URL has credentials; give them as the key.");
  if (model === "") throw new TypeError("The name of the model is empty.");
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError("The key is empty or has characters that no header can carry.");
  }
  return { baseUrl, apiKey, model, fetch, limits: { ...defaultUpstreamLimits, ...limits } };
}
