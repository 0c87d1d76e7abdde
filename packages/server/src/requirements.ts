/** What the server promises about hostile input; each id is cited by the title of a test that holds it to that. */

/** One promise. */
export interface Requirement {
  /** `server`, then what it is about, then what it says of it. */
  readonly id: `server.${string}.${string}`;
  readonly text: string;
  /** The standard, or the entry of a catalogue, that it comes from. */
  readonly source: string;
}

/** Every promise of this package. */
export const requirements: readonly Requirement[] = [
  {
    id: "server.credential.missing",
    text: "Without a credential a protected operation answers 401 with a challenge that names no error.",
    source: "RFC 6750 section 3.1",
  },
  {
    id: "server.credential.scheme",
    text: "Another scheme of Authorization is no credential; the name of a scheme has no case.",
    source: "RFC 9110 section 11.1",
  },
  {
    id: "server.credential.garbage",
    text: "Whatever stands for a token and is none, empty or 100 KiB long, is answered with 401 and invalid_token, never with 500.",
    source: "RFC 6750 section 3.1",
  },
  {
    id: "server.credential.repeated",
    text: "A credential that comes twice, as two header lines, joined in one, or as two parameters, is refused before it is looked at.",
    source: "RFC 9110 section 5.3",
  },
  {
    id: "server.credential.one-way",
    text: "An access token in the query beside one in Authorization is refused.",
    source: "RFC 6750 section 2",
  },
  {
    id: "server.credential.scope",
    text: "A credential without the scopes of the operation is answered with 403, insufficient_scope and the scopes.",
    source: "RFC 6750 section 3.1",
  },
  {
    id: "server.credential.recheck",
    text: "A verdict on a credential is never kept: one that is withdrawn is refused at the next request.",
    source: "OWASP ASVS 5.0 8.3.2",
  },
  {
    id: "server.credential.fail-closed",
    text: "A verifier that fails lets nobody in.",
    source: "OWASP ASVS 5.0 16.5.3",
  },
  {
    id: "server.credential.query",
    text: "Where the contract has a token in the query, every answer is without caches and referrers, and has nothing of it.",
    source: "RFC 6750 section 5.3",
  },
  {
    id: "server.credential.no-store",
    text: "An answer that carries or refuses a credential is not for caches.",
    source: "RFC 6749 section 5.1",
  },
  {
    id: "server.body.announced-size",
    text: "A body that is announced over the limit is answered with 413 before a byte is read, and the connection is closed.",
    source: "OWASP API4:2023",
  },
  {
    id: "server.body.size",
    text: "A body that passes the limit without saying so is answered with 413.",
    source: "OWASP API4:2023",
  },
  {
    id: "server.body.early-end",
    text: "A body that breaks off is answered with 400.",
    source: "RFC 9112 section 8",
  },
  {
    id: "server.body.media-type",
    text: "A body of another media type or charset, or of none, is answered with 415, so that no simple request of a page passes.",
    source: "OWASP ASVS 5.0 3.5.2",
  },
  {
    id: "server.body.coding",
    text: "A compressed body is answered with 415 and not inflated.",
    source: "OWASP ASVS 5.0 5.2.3",
  },
  {
    id: "server.body.types",
    text: "A value of another type than the schema has is refused and not converted.",
    source: "OWASP ASVS 5.0 15.3.5",
  },
  {
    id: "server.body.mass-assignment",
    text: "Members that only the server sets do not reach a handler; members that a closed schema lacks are refused.",
    source: "OWASP ASVS 5.0 15.3.3",
  },
  {
    id: "server.body.every-field",
    text: "A refusal names every field that is wrong and none of its values.",
    source: "RFC 9457 section 3",
  },
  {
    id: "server.json.malformed",
    text: "What is no JSON, an empty body too, is answered with 400.",
    source: "RFC 8259 section 2",
  },
  {
    id: "server.json.root",
    text: "JSON of another type where an object is due is refused as what it is.",
    source: "RFC 8259 section 2",
  },
  {
    id: "server.json.depth",
    text: "JSON nested deeper than the limit is refused before it is parsed, also in a field of a form.",
    source: "RFC 8259 section 9",
  },
  {
    id: "server.json.width",
    text: "JSON with more members and items than the limit is answered with 413.",
    source: "RFC 8259 section 9",
  },
  {
    id: "server.json.number",
    text: "A number that no double can hold is refused and never becomes null; so is an integer that a double would change.",
    source: "RFC 8259 section 6",
  },
  {
    id: "server.json.duplicate",
    text: "An object with a name twice is refused, so that a parameter of OAuth comes once in JSON too.",
    source: "RFC 8259 section 4, RFC 6749 section 3.2",
  },
  {
    id: "server.json.surrogate",
    text: "Half a surrogate pair in JSON is refused.",
    source: "RFC 8259 section 8.2",
  },
  {
    id: "server.input.prototype",
    text: "Names that reach a prototype are refused in JSON, queries, forms and parts, and no object changes.",
    source: "OWASP ASVS 5.0 15.3.6",
  },
  {
    id: "server.input.utf8",
    text: "Bytes that are not UTF-8 are refused in a body, a path, a query and a header, and never replaced.",
    source: "RFC 3629 section 10",
  },
  {
    id: "server.input.nul",
    text: "A NUL is refused wherever text is read.",
    source: "CWE-158",
  },
  {
    id: "server.input.verbatim",
    text: "What means something to a database, a shell or a template reaches the handler as it was sent.",
    source: "OWASP ASVS 5.0 1.2.4",
  },
  {
    id: "server.input.linear-time",
    text: "The time to read hostile text grows with its length and no faster; no pattern of a contract repeats a repetition.",
    source: "CWE-1333",
  },
  {
    id: "server.query.repeated",
    text: "A parameter that has one value is refused when it has two.",
    source: "OWASP ASVS 5.0 15.3.7",
  },
  {
    id: "server.query.number",
    text: "A number is decimal, within its bounds and exact, or it is refused.",
    source: "OWASP ASVS 5.0 15.3.5",
  },
  {
    id: "server.path.traversal",
    text: "Dot segments never lead out of the base path, and a segment is decoded once: encoded slashes and dots stay data.",
    source: "OWASP ASVS 5.0 5.3.2",
  },
  {
    id: "server.path.equal",
    text: "A path is the same whether its characters are percent-encoded or not; encoded slashes stay data.",
    source: "RFC 3986 section 6.2.2",
  },
  {
    id: "server.path.unknown",
    text: "An address that the contract does not have is answered with 404, another method with 405 and Allow.",
    source: "RFC 9110 section 15.5.6",
  },
  {
    id: "server.head.size",
    text: "Headers and addresses over the limit, and more than 100 headers, are answered with 431 or 414 without the handler.",
    source: "RFC 6585 section 5",
  },
  {
    id: "server.head.timeout",
    text: "A head that does not come in time is answered with 408.",
    source: "RFC 9110 section 15.5.9",
  },
  {
    id: "server.host.field",
    text: "No usable Host field, two of them, or one with a path or a user is answered with 400.",
    source: "RFC 9112 section 3.2",
  },
  {
    id: "server.host.rebinding",
    text: "A server that is told its names answers 421 to every other.",
    source: "RFC 9110 section 15.5.20",
  },
  {
    id: "server.host.framing",
    text: "A message with two lengths, or a length and chunks, is answered with 400.",
    source: "RFC 9112 section 6.3",
  },
  {
    id: "server.host.pipelining",
    text: "The requests of a connection are served one at a time, and no more of them are read than some that wait.",
    source: "RFC 9112 section 9.3.2",
  },
  {
    id: "server.host.coding",
    text: "A message with another transfer coding than chunked is answered with 501.",
    source: "RFC 9112 section 6.1",
  },
  {
    id: "server.answer.header-injection",
    text: "A line end or another character that no header holds is encoded, never sent.",
    source: "OWASP ASVS 5.0 4.2.4",
  },
  {
    id: "server.answer.request-id",
    text: "A request id of the caller is taken only if it is harmless in a log.",
    source: "OWASP ASVS 5.0 16.4.1",
  },
  {
    id: "server.answer.sniffing",
    text: "JSON is answered with its type, nosniff and a policy under which a browser runs nothing.",
    source: "OWASP ASVS 5.0 3.2.1",
  },
  {
    id: "server.answer.incident",
    text: "What goes wrong is told once, with the id of the request and its operation.",
    source: "OWASP ASVS 5.0 16.3.4",
  },
  {
    id: "server.answer.no-detail",
    text: "What goes wrong inside is answered with a 500 that says nothing of it.",
    source: "OWASP ASVS 5.0 16.5.1",
  },
  {
    id: "server.stream.forged-event",
    text: "Text of a model with line ends stays one event, whatever it looks like.",
    source: "CWE-93",
  },
  {
    id: "server.stream.fields",
    text: "A name, an id or a reconnection time that would break the stream is refused and not written.",
    source: "WHATWG HTML section 9.2.6",
  },
  {
    id: "server.stream.text",
    text: "Separators, byte order marks and emoji come out as they went in.",
    source: "WHATWG HTML section 9.2.6",
  },
  {
    id: "server.stream.accept",
    text: "Who takes no event stream gets JSON or 406, and the source is left.",
    source: "RFC 9110 section 12.5.1",
  },
  {
    id: "server.stream.refused",
    text: "A stream can be refused with a plain answer before its first event.",
    source: "RFC 9110 section 15.5",
  },
  {
    id: "server.stream.reader-gone",
    text: "A client who leaves aborts the signal and leaves the source, and nothing stays open.",
    source: "WHATWG Streams section 4.2",
  },
  {
    id: "server.stream.slow-reader",
    text: "For a client who reads slowly no more waits than the limit; one who takes a kilobyte a second lives, one who reads nothing is cut.",
    source: "OWASP API4:2023",
  },
  {
    id: "server.stream.blocked-reader-gone",
    text: "A source that waits for a client to read is left when that client goes.",
    source: "WHATWG Streams section 4.2",
  },
  {
    id: "server.stream.terminal",
    text: "Every ending is one terminal event of the contract and the end of the stream, or the place where the grammar lets it end.",
    source: "WHATWG HTML section 9.2.6",
  },
  {
    id: "server.stream.order",
    text: "An event that is out of order, or has data that the contract lacks, ends the stream with the error event.",
    source: "WHATWG HTML section 9.2.6",
  },
  {
    id: "server.stream.failure",
    text: "A source that fails ends with the error event of the contract, which is all that is told of it.",
    source: "OWASP ASVS 5.0 16.5.1",
  },
  {
    id: "server.stream.heartbeat",
    text: "A stream that is silent has the heartbeat of its contract.",
    source: "WHATWG HTML section 9.2.7",
  },
  {
    id: "server.stream.unbuffered",
    text: "Headers go out before the first event and events when they come, with a wish that nobody transforms or gathers them.",
    source: "RFC 9111 section 5.2.2.6",
  },
  {
    id: "server.stream.shutdown",
    text: "A server that closes takes no new connection, ends open streams with the event of their contract, and is done by its deadline.",
    source: "OWASP ASVS 5.0 16.5.3",
  },
  {
    id: "server.upload.size",
    text: "A file or field one byte over its limit is answered with 413.",
    source: "OWASP ASVS 5.0 5.2.1",
  },
  {
    id: "server.upload.memory",
    text: "Behind the Node host a large file is on disk and not in memory, and nothing of it stays behind.",
    source: "OWASP API4:2023",
  },
  {
    id: "server.upload.multipart",
    text: "Parts, names, headers of parts and delimiters have limits, and a form without an end or with a broken part is refused.",
    source: "RFC 7578 section 4",
  },
  {
    id: "server.upload.filename",
    text: "A file name has no folder, is not a dot segment, and has no control character.",
    source: "OWASP ASVS 5.0 5.3.2",
  },
  {
    id: "server.upload.fields",
    text: "Two files for one, text for a file, a file for text, and a missing file are refused.",
    source: "OWASP ASVS 5.0 5.2.2",
  },
  {
    id: "server.upload.aborted",
    text: "An upload that is cut off reaches no handler and leaves nothing open.",
    source: "OWASP API4:2023",
  },
  {
    id: "server.upload.slow",
    text: "A body that does not come in time is answered with 408.",
    source: "RFC 9110 section 15.5.9",
  },
  {
    id: "server.cors.foreign-origin",
    text: "A page of an origin that is not listed whole gets no permission, in a preflight neither.",
    source: "OWASP ASVS 5.0 3.4.2",
  },
  {
    id: "server.cors.null-origin",
    text: "The origin null is never allowed.",
    source: "WHATWG Fetch section 3.3",
  },
  {
    id: "server.cors.errors",
    text: "A page that may call can read every refusal and failure, and streams.",
    source: "WHATWG Fetch section 3.3",
  },
  {
    id: "server.cors.exposed",
    text: "A page that may call can read Retry-After and the headers that the contract has for the operation.",
    source: "WHATWG Fetch section 3.3.3",
  },
  {
    id: "server.cors.grant",
    text: "A preflight grants the methods of the address and the headers of the operation, and nothing else.",
    source: "WHATWG Fetch section 3.3.3",
  },
  {
    id: "server.cors.max-age",
    text: "A preflight is remembered for at most two hours.",
    source: "WHATWG Fetch section 3.3.3",
  },
  {
    id: "server.cors.configuration",
    text: "A policy that contradicts itself is refused when the server is made.",
    source: "OWASP ASVS 5.0 3.4.2",
  },
];
