/** One operation, ready to answer: reads the request, asks the handler, makes the response. */

import type { Operation, SecurityScheme, StreamContract } from "@parley/contracts";
import type { LocatedOperation } from "@parley/contracts/document";
import { compileBody } from "./body.ts";
import type { Clock } from "./clock.ts";
import type { OperationValidators } from "./contract.ts";
import type { OutgoingEvent } from "./event-stream-encoder.ts";
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
  readonly request: Request;
  /** Segments of the path below the base path, still encoded. */
  readonly segments: readonly string[];
  /** What follows the question mark. */
  readonly search: string;
  readonly requestId: string;
  readonly report: (error: unknown) => void;
}

/** Answers the requests of an operation. */
export interface Endpoint {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly prepare: PrepareReply;
  answer(call: Call): Promise<Response>;
}

/** Makes the endpoint of an operation; what the contract says is worked out once, here. */
export function createEndpoint(parts: EndpointParts): Endpoint {
  const { reader, located, operation, validators, stream, authenticate, handler, limits, clock, responses } = parts;
  const readParameters = compileParameters(reader, located, validators, limits.fields);
  const readBody = compileBody(reader, located, validators, limits);
  const prepare = compileReply(reader, located, validators);
  const singleHeaders = listSingleHeaders(reader, located, parts.schemes);
  const isTagged = Object.keys(located.requestBody?.content ?? {}).length > 1;

  async function answer(call: Call): Promise<Response> {
    const { request, requestId } = call;
    refuseRepeatedHeaders(request, singleHeaders);
    const query = parsePairs(call.search, "query", limits.fields);
    const principal = await authenticate(request, query);
    const prefer = parseAccept(request.headers.get("accept"));
    refuseHopeless(operation, prefer);
    const params = readParameters({ segments: call.segments, query, headers: request.headers });
    const body = await readBody(request);
    const streaming = isStreaming(operation, prefer, query, body);
    const unread = streaming ? new AbortController() : undefined;
    const signal = unread ? AbortSignal.any([request.signal, unread.signal]) : request.signal;
    const result = await handler({
      params,
      body: isTagged ? body : body?.value,
      principal,
      streaming,
      operation,
      request,
      requestId,
      signal,
      clock,
    });
    if (isEvents(result)) {
      if (stream && unread) return openStream(stream, result, call, prefer, unread);
      await leave(result);
      throw new ResponseError("unexpected_stream", operation.id, "the caller did not ask for events");
    }
    return toResponse(result, call, prefer);
  }

  function toResponse(result: unknown, { report }: Call, prefer: Preference): Response {
    if (!isReply(result)) throw new ResponseError("not_an_answer", operation.id, "there is no status and no events");
    const { status, headers, mediaType, body } = prepare(result, (error) => {
      if (responses === "throw") throw error;
      if (responses === "report") report(error);
    });
    if (mediaType !== undefined) refuseUnacceptable(status, mediaType, prefer);
    return new Response(body, { status, headers });
  }

  async function openStream(
    contract: StreamContract,
    events: AsyncIterable<OutgoingEvent>,
    { request, report }: Call,
    prefer: Preference,
    unread: AbortController,
  ): Promise<Response> {
    try {
      refuseUnacceptable(200, "text/event-stream", prefer);
    } catch (refusal) {
      await leave(events);
      throw refusal;
    }
    const source = (signal: AbortSignal) => {
      signal.addEventListener("abort", () => unread.abort(signal.reason), { once: true });
      return events;
    };
    // The type of its events stands in the handler.
    return streamResponse(source, contract as StreamContract<OutgoingEvent>, {
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
  }

  return { operation, method: operation.method, path: operation.path, prepare, answer };
}

function isEvents(value: unknown): value is AsyncIterable<OutgoingEvent> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function isReply(value: unknown): value is PlainReply {
  return typeof value === "object" && value !== null && "status" in value && typeof value.status === "number";
}

/** Lets a source that nobody will read clean up. */
async function leave(events: AsyncIterable<unknown>): Promise<void> {
  await events[Symbol.asyncIterator]().return?.();
}
