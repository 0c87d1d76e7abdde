/** Credentials that are missing, in part or as a whole, unknown, or of another scheme. */

import type { SecurityRequirement } from "@parley/contracts/document";
import type { Mistake, Subject } from "./negative-cases.ts";
import { planRequest, type RequestPlan, schemeName } from "./request.ts";

const unknown = "parley-unknown-credential";

/** Every way in which the credentials of an operation can be wrong; none where it can be used without any. */
export function spoiltCredentials(subject: Subject): Mistake[] {
  const { contract, located } = subject;
  const [shown] = located.security;
  if (!shown || located.security.some((requirement) => Object.keys(requirement).length === 0)) return [];
  const schemes = contract.document.components?.securitySchemes ?? {};
  const isToken = (name: string) => schemes[name]?.type !== "apiKey";
  const names = Object.keys(shown);
  const mistakes: Mistake[] = [{ title: "without credentials", change: presenting(subject, {}), statuses: ["401"] }];
  for (const name of names) {
    const { [name]: _left, ...rest } = shown;
    if (names.length === 1 || isEnough(subject, rest)) continue;
    // What is missing may be an identity, or only the address of something.
    const statuses = isToken(name) ? ["401"] : ["401", "400", "403"];
    mistakes.push({ title: `without the credential ${name}`, change: presenting(subject, rest), statuses });
  }
  // The others of a requirement may only say what the token is for.
  const secrets = names.some(isToken) ? names.filter(isToken) : names;
  const spoilt = Object.fromEntries(secrets.map((name) => [name, unknown]));
  mistakes.push({
    title: "with unknown credentials",
    change: presenting({ ...subject, credentials: { ...subject.credentials, ...spoilt } }, shown),
    statuses: ["401"],
  });
  const { headers, query } = presenting(subject, shown);
  const isBasic = names.some((name) => String(schemes[name]?.scheme).toLowerCase() === "basic");
  if (headers.authorization !== undefined && !isBasic) {
    mistakes.push({
      title: "with credentials of the scheme Basic",
      change: { query, headers: { ...headers, authorization: `Basic ${btoa("parley:unknown")}` } },
      statuses: ["401"],
    });
  }
  return mistakes;
}

/** Whether what is presented looks like what some requirement asks for; tokens of two kinds look the same. */
function isEnough({ contract, located }: Subject, presented: SecurityRequirement): boolean {
  const schemes = contract.document.components?.securitySchemes ?? {};
  const place = (name: string) => {
    const scheme = schemes[name];
    return scheme?.type === "apiKey" ? `${scheme.in} ${scheme.name}` : `authorization ${schemeName(scheme)}`;
  };
  const places = new Set(Object.keys(presented).map(place));
  return located.security.some((requirement) => Object.keys(requirement).every((name) => places.has(place(name))));
}

/** Headers and query of the request with other credentials. */
function presenting(
  { contract, located, credentials }: Subject,
  requirement: SecurityRequirement,
): Pick<RequestPlan, "headers" | "query"> {
  const { headers, query } = planRequest(contract, located, credentials, { requirement });
  return { headers, query };
}
