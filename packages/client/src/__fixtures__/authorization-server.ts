/** A small authorization server in process: public clients, PKCE S256, codes for one use, RFC 7009 and RFC 7662. */

import { createHash, randomUUID } from "node:crypto";

interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
}

/** The server; `fetch` answers its endpoints, `authorize` is the user who agrees. */
export interface AuthorizationServer {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Where the browser goes after the user has agreed. */
  readonly authorize: (url: URL) => URL;
}

/** Makes a server at `https://auth.example` with `issuer` as its identifier. */
export function createAuthorizationServer(issuer: string): AuthorizationServer {
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, string>();

  function token({ grant_type, code = "", client_id, redirect_uri, code_verifier = "", refresh_token = "" }: Fields) {
    if (grant_type === "refresh_token") {
      const scope = tokens.get(refresh_token);
      return scope === undefined ? refuse("invalid_grant") : issue(scope);
    }
    if (grant_type !== "authorization_code") return refuse("unsupported_grant_type");
    const grant = codes.get(code);
    codes.delete(code);
    const challenge = createHash("sha256").update(code_verifier).digest("base64url");
    const fits =
      grant?.clientId === client_id && grant?.redirectUri === redirect_uri && grant?.challenge === challenge;
    return grant && fits ? issue(grant.scope) : refuse("invalid_grant", `code ${code} does not fit ${code_verifier}`);
  }

  function issue(scope: string): Response {
    const access = randomUUID();
    const refresh = randomUUID();
    tokens.set(access, scope);
    tokens.set(refresh, scope);
    const body = { access_token: access, token_type: "bearer", expires_in: 3600, refresh_token: refresh, scope };
    return Response.json(body, { headers: { date: "Thu, 01 Jan 2026 00:00:00 GMT" } });
  }

  return {
    authorize(url) {
      const { redirect_uri = "", client_id = "", code_challenge = "", scope = "", state = "" } = Object.fromEntries(
        url.searchParams,
      );
      const code = randomUUID();
      codes.set(code, { clientId: client_id, redirectUri: redirect_uri, challenge: code_challenge, scope });
      return new URL(`${redirect_uri}?${new URLSearchParams({ code, state, iss: issuer })}`);
    },
    async fetch(request) {
      const fields = await readFields(request);
      const { pathname } = new URL(request.url);
      if (pathname === "/token") return token(fields);
      if (pathname === "/introspect") {
        const scope = tokens.get(fields.token ?? "");
        return Response.json(scope === undefined ? { active: false } : { active: true, scope, exp: 1_767_229_200 });
      }
      if (fields.token_type_hint === "refresh_token") return refuse("unsupported_token_type");
      tokens.delete(fields.token ?? "");
      return new Response(null);
    },
  };
}

type Fields = Readonly<Record<string, string | undefined>>;

async function readFields(request: Request): Promise<Fields> {
  if (request.headers.get("content-type") === "application/json") return (await request.json()) as Fields; // a test sent it
  return Object.fromEntries(new URLSearchParams(await request.text()));
}

function refuse(error: string, error_description?: string): Response {
  return Response.json({ error, error_description }, { status: 400 });
}
