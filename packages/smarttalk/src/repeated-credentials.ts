/** Calls whose bodies repeat the credentials of their requests, or are encrypted with them. */

import { AuthenticationError, type CredentialProvider, setupOf, UsageError } from "@parley/client";
import { type AnyClient, withAuth } from "./client.ts";
import { encryptPayload } from "./encryption.ts";
import type { EncryptedEnvelope } from "./schemas.ts";

/** The credentials of one request. */
export interface RepeatedCredentials {
  readonly token: string;
  readonly chatModelId: string;
  /** Encrypts a value for this request. */
  encrypt(value: unknown): Promise<EncryptedEnvelope>;
}

/**
 * Makes a call with a token that stays the same from the body to the header. When the platform refuses it and its
 * source can give another, the call is made once more, body included.
 */
export async function repeatCredentials<Client extends AnyClient, Result>(
  client: Client,
  send: (client: Client, credentials: RepeatedCredentials) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const { credentials } = setupOf(client);
  const { name, provider, chatModelId } = readCredentials(credentials);
  const attempt = async (token: string) => {
    const auth = { credentials: () => ({ ...credentials, [name]: token }) };
    const fixed = withAuth(client, auth) as Client; // it presents the same, so it is of the same type
    return send(fixed, { token, chatModelId, encrypt: (value) => encryptPayload(token, chatModelId, value) });
  };
  if (typeof provider === "string") return attempt(provider);
  const token = await provider.get({ signal });
  try {
    return await attempt(token);
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    provider.invalidate(token);
    return attempt(await provider.get({ signal }));
  }
}

function readCredentials(credentials: Readonly<Record<string, CredentialProvider>>): {
  name: string;
  provider: CredentialProvider;
  chatModelId: string;
} {
  const name = ["oauth", "bearer", "apiKey"].find((scheme) => credentials[scheme] !== undefined) ?? "bearer";
  const { [name]: provider, chatModelId } = credentials;
  if (provider === undefined || typeof chatModelId !== "string") {
    throw new UsageError("This call needs a token and a chat model", { code: "missing_credentials" });
  }
  return { name, provider, chatModelId };
}
