/** What is asked of an API that answers strangers and is not for this package to keep, with the reason. */

/** A case that others have to see to. */
export interface Exclusion {
  readonly subject: string;
  readonly reason: string;
}

/** Every such case. */
export const exclusions: readonly Exclusion[] = [
  {
    subject: "Signature of a token: alg none, another or confused algorithm, stripped, truncated or zero signatures",
    reason: "The verifier that is passed to `serve` reads tokens; this package sees text and asks.",
  },
  {
    subject: "Headers of a token: key ids with paths or SQL, unknown crit, encrypted or compressed tokens",
    reason: "As above: tokens are opaque here.",
  },
  {
    subject: "Claims of a token: expiry, not before, issue time, leeway, issuer, audience, kind, subject",
    reason: "As above; the verifier is given the operation and the request to judge by.",
  },
  {
    subject: "Rotation of signing keys",
    reason: "Keys belong to the verifier.",
  },
  {
    subject: "Bound within which a revoked session ends while its access token lives",
    reason:
      "The verifier knows sessions; this package only promises to ask it each time (`server.credential.recheck`).",
  },
  {
    subject:
      "Reading, writing, appending to or streaming an object of another user or tenant; nested objects that do not belong together",
    reason:
      "Handlers know who owns what. They get a typed principal and validated parameters, and can refuse before a stream begins (`server.stream.refused`).",
  },
  {
    subject: "Files and voice sessions of another user",
    reason: "Ownership again: it is for the handler to look up.",
  },
  {
    subject: "Roles of messages that a client sends",
    reason:
      "Roles that a schema closes are refused like any value (`server.body.types`); what becomes of open ones is for the handler.",
  },
  {
    subject: "Deleted objects, and late writers that would bring them back",
    reason: "There is no store in this package.",
  },
  {
    subject: "A stream that is open while its reader loses the right to it",
    reason:
      "The handler ends its generator; the next request is refused by the verifier (`server.credential.recheck`).",
  },
  {
    subject: "Addresses inside of bodies that the server would fetch",
    reason: "This package makes no requests.",
  },
  {
    subject: "How text is kept in a database",
    reason: "There is no store in this package; what databases cannot hold is refused (`server.input.nul`).",
  },
  {
    subject: "A process that is killed in the middle of a stream, and a position that is no longer kept",
    reason:
      "Logs of runs belong to the application. Last-Event-ID reaches the handler, and events carry the ids that it gives.",
  },
  {
    subject: "Failures of an upstream model: 401, 429, silence, half a chunk, HTML",
    reason: "This package calls no upstream; what a source throws is `server.stream.failure`.",
  },
  {
    subject: "Idle timeout of an upstream, and caps on tokens and seconds",
    reason: "The source decides when it is done; it has a clock and a signal.",
  },
  {
    subject: "Too many open streams of one user",
    reason:
      "Who has how many is for the handler, which can answer 429 in place of a stream (`server.stream.refused`); the Node host limits connections.",
  },
  {
    subject: "Voice events out of order, binary frames, frames that are too large",
    reason:
      "The contracts that are served have no socket; events of a stream that are out of order are refused (`server.stream.order`).",
  },
  {
    subject: "Sound that is too long once it is decoded, and decoder bombs",
    reason: "Bytes are handed over and not decoded.",
  },
  {
    subject: "Cookies of a login",
    reason: "This package sets none; those of a handler pass as they are.",
  },
  {
    subject: "Links and issuers made of the Host field",
    reason: "This package makes neither; names can be restricted (`server.host.rebinding`).",
  },
  {
    subject: "Cross-origin headers on what the Node host answers before there is a request: 400, 408, 413, 431",
    reason: "Without a request there is no origin to allow.",
  },
];
