/** One operation, ready to answer: reads the request, asks the handler, makes the response. */

import type { Clock } from "@parley/clock";
import type { Operation, SecurityScheme, StreamContract } from "@parley/contracts";
import type { LocatedOperation } from "@parley/contracts/document";
import { type OperationValidators, type Preference, parseAccept, type SchemaReader } from "./contract/index.ts";
import type { FileReceiver, HostRequest, HostResponse, IncomingFile, ReceiveFile } from "./host/index.ts";
import type { UploadContext } from "./options.ts";
import {
  addRequest,
  compileBody,
  compileParameters,
  isStreaming,
  type Limits,
  listSingleHeaders,
  parsePairs,
  refuseHopeless,
  refuseRepeatedHeaders,
  refuseUnacceptable,
} from "./request/index.ts";
import {
  compileReply,
  cookiesOf,
  createHeaders,
  type PlainReply,
  type PrepareReply,
  type ResponseCheck,
  ResponseError,
} from "./response/index.ts";
import type { Authenticate } from "./security/index.ts";
import { createStreamRun, type OutgoingEvent, type StreamLimits, streamHeaders } from "./stream/index.ts";

/** An operation with all that serves it. */
export interface EndpointParts {
  readonly reader: SchemaReader;
  readonly located: LocatedOperation;
  readonly operation: Operation;
  readonly validators: OperationValidators;
  readonly stream: StreamContract | undefined;
  readonly schemes: Readonly<Record<string, SecurityScheme>>;
  readonly authenticate: Authenticate;
  /** The handler, without the types of its operation. */
  readonly handler: (context: object) => unknown;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly responses: ResponseCheck;
  readonly receiveFile: ((file: IncomingFile, of: UploadContext) => FileReceiver) | undefined;
  readonly streamLimits: StreamLimits;
  readonly toErrorEvent: (error: unknown, operation: Operation) => OutgoingEvent | undefined;
}

/** A request at an operation. */
export interface Call {
  readonly request: HostRequest;
  /** Path below the base path, still encoded. */
  readonly path: string;
  readonly requestId: string;
  readonly report: (error: unknown) => void;
}

/** Answers the requests of an operation. */
export interface Endpoint {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  /** Names of the headers that its answers have in the contract. */
  readonly answerHeaders: readonly string[];
  readonly prepare: PrepareReply;
  answer(call: Call): Promise<HostResponse>;
}

/** Makes the endpoint of an operation; what the contract says is worked out once, here. */
export function createEndpoint(parts: EndpointParts): Endpoint {
  const { reader, located, operation, validators, stream, authenticate, handler, limits, clock, responses } = parts;
  const readParameters = compileParameters(reader, located, validators, limits.fields);
  const readBody = compileBody(reader, located, validators, limits);
  const prepare = compileReply(reader, located, validators);
  const singleHeaders = listSingleHeaders(reader, located, parts.schemes);
  // What one caller may read is not for a cache.
  const cacheHeaders = operation.security.length > 0 ? { "cache-control": "no-store, no-transform" } : {};
  const expected = Number(operation.stream?.status ?? 200);
  const isTagged = Object.keys(located.requestBody?.content ?? {}).length > 1;

  async function answer(call: Call): Promise<HostResponse> {
    const { request, requestId } = call;
    refuseRepeatedHeaders(request, singleHeaders);
    const query = parsePairs(request.query, "query", limits.fields);
    const granted = authenticate(request, query);
    const principal = granted instanceof Promise ? await granted : granted;
    const prefer = parseAccept(request.headers.get("accept"));
    refuseHopeless(operation, prefer);
    const params = readParameters({ path: call.path, query, headers: request.headers });
    const body = await readBody(request, receiveOf(call));
    const streaming = isStreaming(operation, prefer, query, body);
    const unread = streaming ? new AbortController() : undefined;
    const value = isTagged ? body : body?.value;
    const context = addRequest({ params, body: value, principal, streaming, operation, requestId, clock }, request);
    if (unread) Object.defineProperty(context, "signal", { value: AbortSignal.any([request.signal, unread.signal]) });
    const given = handler(context);
    const result = isThenable(given) ? await given : given;
    const events = eventsOf(result);
    if (!events) return prepareAnswer(result, call, prefer);
    if (stream && unread) return openStream(stream, result, events, call, prefer, unread);
    await leave(events);
    throw new ResponseError("unexpected_stream", operation.id, "the caller did not ask for events");
  }

  /** Where the files of a request go, if not where its host keeps them. */
  function receiveOf({ requestId }: Call): ReceiveFile | undefined {
    const { receiveFile } = parts;
    return receiveFile && ((file) => receiveFile(file, { operation, requestId }));
  }

  function prepareAnswer(result: unknown, { report }: Call, prefer: Preference): HostResponse {
    if (!isReply(result))
      throw new ResponseError(
        "not_an_answer",
        operation.id,
        "there is no status from 200 to 599, and there are no events",
      );
    const prepared = prepare(result, (error) => {
      if (responses === "throw") throw error;
      if (responses === "report") report(error);
    });
    if (prepared.mediaType !== undefined) refuseUnacceptable(prepared.status, prepared.mediaType, prefer);
    return prepared.body instanceof ReadableStream ? { ...prepared, report } : prepared;
  }

  async function openStream(
    contract: StreamContract,
    result: unknown,
    events: AsyncIterable<OutgoingEvent>,
    { request, report }: Call,
    prefer: Preference,
    unread: AbortController,
  ): Promise<HostResponse> {
    const { status, headers: given = {} } = isReply(result) ? result : { status: expected };
    let headers: Map<string, string>;
    try {
      if (status !== expected) throw new ResponseError("undocumented_status", operation.id, `no stream has ${status}`);
      refuseUnacceptable(status, "text/event-stream", prefer);
      headers = createHeaders({ ...streamHeaders, ...cacheHeaders, ...given });
      headers.set("content-type", "text/event-stream");
    } catch (error) {
      await leave(events);
      throw error;
    }
    const source = (signal: AbortSignal) => {
      const leave = () => unread.abort(signal.reason);
      // It is aborted already when the stream was left before its first read.
      if (signal.aborted) leave();
      else signal.addEventListener("abort", leave, { once: true });
      return events;
    };
    // The type of its events stands in the handler.
    const run = createStreamRun(source, contract as StreamContract<OutgoingEvent>, {
      ...parts.streamLimits,
      clock,
      signal: request.signal,
      grammar: responses,
      validation: responses,
      validators: validators.events,
      onProblem: report,
      toErrorEvent: (error) => parts.toErrorEvent(error, operation),
    });
    return { status, headers, cookies: cookiesOf(given), body: null, run, report };
  }

  const answerHeaders = Object.values(located.responses).flatMap(({ headers = {} }) => Object.keys(headers));
  return { operation, method: operation.method, path: operation.path, answerHeaders, prepare, answer };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** The events of an answer: it is them, or has them as its body. */
function eventsOf(result: unknown): AsyncIterable<OutgoingEvent> | undefined {
  if (isEvents(result)) return result;
  // A stream of bytes can be iterated too.
  return isReply(result) && isEvents(result.body) && !(result.body instanceof ReadableStream) ? result.body : undefined;
}

function isEvents(value: unknown): value is AsyncIterable<OutgoingEvent> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function isReply(value: unknown): value is PlainReply {
  const status = typeof value === "object" && value !== null && "status" in value && value.status;
  return typeof status === "number" && Number.isInteger(status) && status >= 200 && status < 600;
}

/** Lets a source that nobody will read clean up. */
async function leave(events: AsyncIterable<unknown>): Promise<void> {
  await events[Symbol.asyncIterator]().return?.();
}
