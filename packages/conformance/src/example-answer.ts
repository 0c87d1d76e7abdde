/** Answers from the examples of a contract: what a server says that knows nothing but its contract. */

import { classifyEvent } from "@parley/contracts";
import { dereference, type ExampleObject, listExamples, type ResponseObject } from "@parley/contracts/document";
import { parseTranscript } from "@parley/streams/transcript";
import { type Contract, fileOf, operationsById } from "./contract.ts";
import { examplesOf } from "./header-checks.ts";

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
 * await exampleAnswer(contract, "getThing", { prefer: "code=404, example=unknown", accept: null, streaming: false });
 */
export async function exampleAnswer(contract: Contract, operationId: string, wish: AnswerWish): Promise<ExampleAnswer> {
  const { code, example } = parsePrefer(wish.prefer);
  const responses = operationsById(contract).get(operationId)?.responses ?? {};
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
  const file = fileOf(found);
  if (file === undefined) return { ...head, mediaType, body: found.value };
  return { ...head, mediaType, body: new Uint8Array(await contract.readExample(file)) };
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
  { document }: Contract,
  { headers = {} }: ResponseObject,
  name?: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([field, found]) => {
      const header = dereference(document, found);
      const named = header.examples?.[name ?? ""];
      const example = named ? dereference<ExampleObject>(document, named).value : examplesOf(document, header)[0];
      // The length is that of the body which is sent, not that of some example.
      if (field.toLowerCase() === "content-length") return [];
      return example === undefined ? [] : [[field, String(example)]];
    }),
  );
}

function eventsOf({ streams }: Contract, operationId: string, transcript: unknown): ExampleEvent[] {
  const stream = streams[operationId];
  if (!stream) throw new Error(`${operationId} has no event stream`);
  return parseTranscript(String(transcript)).map((event) => {
    const { name, data } = classifyEvent(stream, event);
    if (name === undefined) throw new Error(`The transcript of ${operationId} has an unknown event`);
    return { type: name, data };
  });
}
