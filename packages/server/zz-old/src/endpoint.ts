/** One operation, ready to answer: reads the request, asks the handler, makes the response. */

import type { Clock } from "@parley/clock";
import type { Operation, SecurityScheme, StreamContract } from "@parley/contracts";
import type { LocatedOperation } from "@parley/contracts/document";
import { compileBody } from "./body.ts";
import type { OperationValidators } from "./contract.ts";
import type { OutgoingEvent } from "./event-stream-encoder.ts";
import { addRequest, type HostRequest } from "./host-request.ts";
import type { HostResponse } from "./host-response.ts";
import type { Limits } from "./limits.ts";
import { type Preference, parseAccept } from "./media-type.ts";
import { isStreaming, refuseHopeless, refuseUnacceptable } from "./negotiation.ts";
import { compileParameters } from "./parameters.ts";
import { compileReply, type PlainReply, type PrepareReply, type ResponseCheck } from "./reply.ts";
import { ResponseError } from "./response-error.ts";
import type { SchemaReader } from "./schema.ts";
import type { Authenticate } from "./security.ts";
import { listSingleHeaders, refuseRepeatedHeaders } from "./single-header.ts";
import { streamResponse } from "./stream-response.ts";
import { parsePairs } from "./text.ts";

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
    const body = await readBody(request);
    const streaming = isStreaming(operation, prefer, query, body);
    const unread = streaming ? new AbortController() : undefined;
    const signal = unread ? AbortSignal.any([request.signal, unread.signal]) : request.signal;
    const value = isTagged ? body : body?.value;
    const result = await handler(
      addRequest({ params, body: value, principal, streaming, operation, requestId, clock, signal }, request),
    );
    if (isEvents(result)) {
      if (stream && unread) return openStream(stream, result, call, prefer, unread);
      await leave(result);
      throw new ResponseError("unexpected_stream", operation.id, "the caller did not ask for events");
    }
    return prepareAnswer(result, call, prefer);
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
    return prepared;
  }

  async function openStream(
    contract: StreamContract,
    events: AsyncIterable<OutgoingEvent>,
    { request, report }: Call,
    prefer: Preference,
    unread: AbortController,
  ): Promise<HostResponse> {
    try {
      refuseUnacceptable(200, "text/event-stream", prefer);
    } catch (refusal) {
      await leave(events);
      throw refusal;
    }
    const source = (signal: AbortSignal) => {
      const leave = () => unread.abort(signal.reason);
      // It is aborted already when the stream was left before its first read.
      if (signal.aborted) leave();
      else signal.addEventListener("abort", leave, { once: true });
      return events;
    };
    // The type of its events stands in the handler.
    const { status, headers, body } = streamResponse(source, contract as StreamContract<OutgoingEvent>, {
      clock,
      signal: request.signal,
      // What one caller may read is not for a cache.
      ...(operation.security.length > 0 && { headers: { "cache-control": "no-store, no-transform" } }),
      grammar: responses,
      validation: responses,
      validators: validators.events,
      onProblem: report,
      toErrorEvent: (error) => parts.toErrorEvent(error, operation),
    });
    return { status, headers: new Map(headers), body };
  }

  return { operation, method: operation.method, path: operation.path, prepare, answer };
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
