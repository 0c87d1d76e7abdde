/** OpenAPI 3.1, Security Requirement Object: who asks, and whether that is enough. */

import type { Operation, SecurityScheme } from "@parley/contracts";
import type { Contract, PrincipalOfScheme } from "../contract/index.ts";
import type { HostRequest } from "../host/index.ts";
import { addRequest, type ProblemCode, Refusal } from "../request/index.ts";
import { challenge } from "./challenge.ts";
import { type CredentialSlot, type CredentialSource, slotOf } from "./credential.ts";
import { type Denial, isDenial } from "./denial.ts";
import { isSameValue } from "./same-value.ts";

/** Says whom a credential stands for; `undefined` where it is not good, a denial where the answer shall say why. */
export type Verifier<Principal = unknown> = (
  credential: string,
  presented: { readonly operation: Operation; readonly request: Request },
) => Principal | Denial | undefined | Promise<Principal | Denial | undefined>;

/** A verifier for each security scheme of a contract; with scopes where the scheme has them. */
export type Verifiers<C extends Contract> = {
  readonly [Scheme in keyof C["securitySchemes"]]: Verifier<
    C["securitySchemes"][Scheme] extends { readonly type: "oauth2" }
      ? PrincipalOfScheme<NonNullable<C["principals"]>, Scheme> & { readonly scopes: readonly string[] }
      : PrincipalOfScheme<NonNullable<C["principals"]>, Scheme>
  >;
};

/** How credentials are judged. */
export interface SecuritySetup {
  readonly schemes: Readonly<Record<string, SecurityScheme>>;
  readonly verifiers: Readonly<Record<string, Verifier>>;
  /** Whether two principals of different credentials are one and the same. */
  readonly agree?: (left: unknown, right: unknown) => boolean;
  readonly realm: string;
}

/** Principals by scheme. */
export type Principals = Readonly<Record<string, unknown>>;

/** Finds out who sent a request; throws a refusal where the operation is not for them. */
export type Authenticate = (request: HostRequest, query: CredentialSource["query"]) => Principals | Promise<Principals>;

/** How the credentials of an operation are checked. */
export function compileSecurity(operation: Operation, setup: SecuritySetup): Authenticate {
  const alternatives = operation.security;
  const names = [...new Set(alternatives.flatMap((requirement) => Object.keys(requirement)))];
  if (names.length === 0) return () => ({});
  const slots = new Map(names.map((name) => [name, slotOf(schemeOf(name))] as const));
  const bySlot = groupBySlot(slots);
  const isAgreed = setup.agree ?? isSameValue;

  return async (request, query) => {
    const found = await verify(request, query);
    const complete = alternatives.filter((requirement) => Object.keys(requirement).every((name) => found.has(name)));
    const enough = complete.filter((requirement) =>
      Object.entries(requirement).every(([name, scopes]) => hasScopes(found.get(name), scopes)),
    );
    const [best, ...others] = enough.toSorted((left, right) => Object.keys(right).length - Object.keys(left).length);
    if (!best) {
      const [short] = complete;
      if (short) throw refuse("insufficient_scope", "The credential does not allow this", Object.values(short).flat());
      throw refuse("unauthenticated", "A credential is needed");
    }
    for (const other of others) {
      for (const name of Object.keys(other)) {
        if (isCovered(best, name)) continue;
        const isSame = Object.keys(best).some((own) => isAgreed(found.get(own), found.get(name)));
        if (!isSame) throw refuse("conflicting_credentials", "The credentials do not belong together");
      }
    }
    return Object.fromEntries(Object.keys(best).map((name) => [name, found.get(name)]));
  };

  /** Principals of all that was presented; one credential that is not good spoils the request. */
  async function verify(request: HostRequest, query: CredentialSource["query"]): Promise<Map<string, unknown>> {
    const found = new Map<string, unknown>();
    for (const { slot, sharing } of bySlot) {
      const credential = slot.read({ headers: request.headers, query });
      if (credential === undefined) continue;
      // RFC 6750 section 2: one way for each request; whoever is asked reads the other one, perhaps.
      if (slot.isBearer && query.some(({ name }) => name === "access_token")) {
        throw refuse("conflicting_credentials", "Two access tokens; send one, in Authorization and not in the query");
      }
      let isGood = false;
      let denial: Denial | undefined;
      for (const name of credential === "" ? [] : sharing) {
        const principal = await setup.verifiers[name]?.(credential, addRequest({ operation }, request));
        if (principal === undefined) continue;
        if (isDenial(principal)) {
          denial = principal;
          continue;
        }
        found.set(name, principal);
        isGood = true;
      }
      if (isGood) continue;
      if (denial?.status !== 403) throw refuse("invalid_token", "The credential is not valid", [], denial);
      throw refuse("insufficient_scope", "The credential does not allow this", [], denial);
    }
    return found;
  }

  /** Whether a scheme is one of an alternative, or reads the same credential as one of them. */
  function isCovered(requirement: Readonly<Record<string, unknown>>, name: string): boolean {
    return Object.keys(requirement).some((own) => slots.get(own)?.id === slots.get(name)?.id);
  }

  function schemeOf(name: string): SecurityScheme {
    const scheme = setup.schemes[name];
    if (!scheme)
      throw new Error(`The operation ${operation.id} needs the security scheme ${name}, which is not defined`);
    return scheme;
  }

  function refuse(code: ProblemCode, message: string, scopes: readonly string[] = [], denial?: Denial): Refusal {
    const header = challenge(names.map(schemeOf), setup.realm, code, message, scopes);
    const reason = denial && { reason: denial.reason };
    return new Refusal(code, message, { headers: { "www-authenticate": header }, ...reason });
  }
}

function hasScopes(principal: unknown, needed: readonly string[]): boolean {
  if (needed.length === 0) return true;
  const scopes = typeof principal === "object" && principal && "scopes" in principal ? principal.scopes : undefined;
  return Array.isArray(scopes) && needed.every((scope) => scopes.includes(scope));
}

/** One entry for each credential, with the schemes that read it. */
function groupBySlot(slots: ReadonlyMap<string, CredentialSlot>): { slot: CredentialSlot; sharing: string[] }[] {
  const groups = new Map<string, { slot: CredentialSlot; sharing: string[] }>();
  for (const [name, slot] of slots) {
    const group = groups.get(slot.id) ?? { slot, sharing: [] };
    group.sharing.push(name);
    groups.set(slot.id, group);
  }
  return [...groups.values()];
}
