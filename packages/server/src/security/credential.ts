/** RFC 6750 section 2.1, RFC 7617 and OpenAPI 3.1, Security Scheme Object: what a request presents. */

import type { SecurityScheme } from "@parley/contracts";
import type { HostRequest } from "../host/index.ts";
import { decodePercent, parseCookies, type RawPair, Refusal } from "../request/index.ts";

/** A place that a credential can stand in; schemes may share one. */
export interface CredentialSlot {
  readonly id: string;
  /** Whether it is an access token in `Authorization`. */
  readonly isBearer?: boolean;
  /** The credential as it was presented; `undefined` where there is none. */
  readonly read: (source: CredentialSource) => string | undefined;
}

/** A request as credentials are read from it. */
export interface CredentialSource {
  readonly headers: HostRequest["headers"];
  readonly query: readonly RawPair[];
}

/** Longest list of cookies that is searched. */
const mostCookies = 200;
const authorization = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?: +(.*))?$/;

/** Where the credential of a scheme stands. */
export function slotOf(scheme: SecurityScheme): CredentialSlot {
  if (scheme.type === "apiKey") return keySlot(scheme);
  const wanted = scheme.type === "oauth2" ? "bearer" : scheme.scheme.toLowerCase();
  return {
    id: `authorization ${wanted}`,
    isBearer: wanted === "bearer",
    read({ headers }) {
      const [, name, value = ""] = authorization.exec(headers.get("authorization") ?? "") ?? [];
      // RFC 9110 section 11.1: the name of the scheme has no case.
      if (name?.toLowerCase() !== wanted) return undefined;
      // No credential has a comma: two header lines were joined.
      if (value.includes(",")) throw refuseRepeated("Authorization");
      return value;
    },
  };
}

function keySlot({ in: place, name }: Extract<SecurityScheme, { type: "apiKey" }>): CredentialSlot {
  const id = `${place} ${place === "header" ? name.toLowerCase() : name}`;
  switch (place) {
    case "header":
      return {
        id,
        read({ headers }) {
          const value = headers.get(name) ?? undefined;
          if (value?.includes(",")) throw refuseRepeated(name);
          return value;
        },
      };
    case "query":
      return { id, read: ({ query }) => single(query, "query", name) };
    case "cookie":
      return { id, read: ({ headers }) => single(parseCookies(headers, mostCookies), "cookie", name) };
  }
}

function single(pairs: readonly RawPair[], place: "query" | "cookie", name: string): string | undefined {
  const [first, second] = pairs.filter((pair) => pair.name === name);
  if (second) throw refuseRepeated(name);
  return first && decodePercent(first.value, place, `/${name}`);
}

function refuseRepeated(name: string): Refusal {
  return new Refusal("malformed", `The credential ${name} is given more than once`);
}
