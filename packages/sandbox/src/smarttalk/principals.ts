/** Whom a credential stands for. */

/** An API token: the account of an organization, without a person. */
export interface ApiCaller {
  readonly kind: "api";
  readonly organizationId: string;
  /** Hash of the token. */
  readonly tokenHash: string;
}

/** A person who is signed in with one assistant: an OAuth access token, or the older JWT. */
export interface UserCaller {
  readonly kind: "user";
  readonly userId: string;
  readonly organizationId: string;
  readonly chatModelId: string;
  readonly tokenHash: string;
}

/** A visitor who has opened a conversation. */
export interface VisitorCaller {
  readonly kind: "visitor";
  readonly organizationId: string;
  readonly chatModelId: string;
  readonly chatInstanceId: string;
  readonly tokenHash: string;
}

/** Anybody with a credential. */
export type Caller = ApiCaller | UserCaller | VisitorCaller;

/**
 * Whether two credentials of one request may stand beside each other: the widget sends the token of its site and that of
 * the conversation beside the one of the user.
 */
export function mayStandTogether(left: unknown, right: unknown): boolean {
  const [one, other] = [organizationOf(left), organizationOf(right)];
  return one !== undefined && one === other;
}

function organizationOf(principal: unknown): unknown {
  return typeof principal === "object" && principal !== null && "organizationId" in principal
    ? principal.organizationId
    : undefined;
}
