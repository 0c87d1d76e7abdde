/** Answers from the examples of a contract: what a server says that knows nothing but its contract. */

import { classifyEvent, type StreamContract } from "@parley/contracts";
import {
  dereference,
  type ExampleObject,
  type LocatedOperation,
  listExamples,
  listOperations,
  type OpenApiDocument,
  type ResponseObject,
} from "@parley/contracts/document";
import { parseTranscript } from "@parley/streams/transcript";

/** What answers are made of. */
export interface AnsweredContract {
  readonly document: OpenApiDocument;
  /** By the ids of their operations. */
  readonly streams: Readonly<Record<string, StreamContract>>;
}

/** One event of a stream: its name in the contract, and its data decoded. */
export interface ExampleEvent {
  readonly type: string;
  readonly data: unknown;
}

/** A documented answer as a handler would give it: a body, or the events of a stream. */
export interface ExampleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where the status has no body. */
  readonly mediaType?: string;
  /** A value, or the bytes of an example file. */
  readonly body?: unknown;
  /** Instead of `body`, where the example is a wire transcript. */
  readonly events?: readonly ExampleEvent[];
}

/** What a request asks for. */
export interface AnswerWish {
  /** The header `Prefer` with `code=...` and `example=...`; the first success and its first example by default. */
  readonly prefer: string | null;
  /** The header `Accept`. */
  readonly accept: string | null;
  /** Whether the event stream is asked for. */
  readonly streaming: boolean;
}

const eventStream = "text/event-stream";

/**
 * The answer of an operation that a request asks for (RFC 7240, with the preferences that Prism has).
 *
 * @throws Error when the contract has no such operation, status or example.
 * @example
 * exampleAnswer(contract, "getThing", { prefer: "code=404, example=unknown", accept: null, streaming: false });
 */
export function exampleAnswer(contract: AnsweredContract, operationId: string, wish: AnswerWish): ExampleAnswer {
  const { code, example } = parsePrefer(wish.prefer);
  const responses = operationOf(contract.document, operationId)?.responses ?? {};
  const statuses = Object.keys(responses);
  const status = code ?? statuses.find((key) => key.startsWith("2")) ?? statuses[0] ?? "";
  const response = responses[status];
  if (!response) throw new Error(`${operationId} has no answer ${status}`);

  const head = { status: Number(status), headers: exampleHeaders(contract, response, example) };
  const { content = {} } = response;
  if (Object.keys(content).length === 0) return head;
  // A refusal is sent to those too who asked for the stream.
  const isEvents = wish.streaming && eventStream in content;
  const chosen = Object.entries(content)
    .filter(([type]) => (type === eventStream ? isEvents : !isEvents && (wish.streaming || accepts(wish.accept, type))))
    .flatMap(([mediaType, media]) =>
      listExamples(contract.document, media).map(([name, found]) => ({ mediaType, name, found })),
    )
    .find(({ name }) => example === undefined || name === example);
  if (!chosen) {
    const name = example === undefined ? "" : ` ${example}`;
    throw new Error(`${operationId} ${status} has no example${name} of an acceptable media type`);
  }
  const { mediaType, found } = chosen;
  if (mediaType === eventStream) return { ...head, mediaType, events: eventsOf(contract, operationId, found.value) };
  return { ...head, mediaType, body: found["x-external-file"] === undefined ? found.value : bytesOf(found.value) };
}

const tables = new WeakMap<OpenApiDocument, Map<string, LocatedOperation>>();

function operationOf(document: OpenApiDocument, operationId: string): LocatedOperation | undefined {
  const table =
    tables.get(document) ??
    new Map(listOperations(document).map((located) => [located.operation.operationId, located]));
  tables.set(document, table);
  return table.get(operationId);
}

/** The bytes of a `data:` URL, which is how a bundled document has those of a file. */
function bytesOf(url: unknown): Uint8Array<ArrayBuffer> {
  const [, base64 = ""] = String(url).split(";base64,");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function parsePrefer(prefer: string | null): { readonly code?: string; readonly example?: string } {
  return Object.fromEntries(
    (prefer ?? "").split(",").flatMap((preference) => {
      const [name = "", value] = preference.trim().split("=");
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Enough for the header that a case has: no ranges but the widest, no weights. */
function accepts(accept: string | null, mediaType: string): boolean {
  return accept === null || accept.includes(mediaType) || accept.includes("*/*");
}

function exampleHeaders(
  { document }: AnsweredContract,
  { headers = {} }: ResponseObject,
  name?: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([field, reference]) => {
      const header = dereference(document, reference);
      const named = header.examples?.[name ?? ""];
      const [first] = Object.values(header.examples ?? {});
      const found = named ?? (header.example === undefined ? first : undefined);
      const example = found ? dereference<ExampleObject>(document, found).value : header.example;
      // The length is that of the body which is sent, not that of some example.
      if (field.toLowerCase() === "content-length") return [];
      return example === undefined ? [] : [[field, String(example)]];
    }),
  );
}

function eventsOf({ streams }: AnsweredContract, operationId: string, transcript: unknown): ExampleEvent[] {
  const stream = streams[operationId];
  if (!stream) throw new Error(`${operationId} has no event stream`);
  return parseTranscript(String(transcript)).map((event) => {
    const { name, data } = classifyEvent(stream, event);
    if (name === undefined) throw new Error(`The transcript of ${operationId} has an unknown event`);
    return { type: name, data };
  });
}
