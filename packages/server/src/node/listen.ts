/** The Node host of a fetch handler. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Clock, systemClock } from "@parley/clock";
import { type HostStatus, type StreamRun, viewOf } from "../host/index.ts";
import { defaultStallTimeout } from "../stream/index.ts";
import {
  answerClientError,
  type ClientErrorBody,
  statusOfClientError,
  toContractForm,
  toProblem,
} from "./client-error.ts";
import { type CloseOptions, type CloseReport, closeServer, endRun } from "./close.ts";
import { createConnections } from "./connections.ts";
import { createDeparture } from "./departure.ts";
import { exchange, type FetchHandler } from "./exchange.ts";
import { createAddressReader } from "./request.ts";
import { createSchedule } from "./schedule.ts";
import { createUploads } from "./uploads.ts";

/** Options of a server. Times are milliseconds. */
export interface ListenOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** Address to listen on; 127.0.0.1 by default. */
  readonly host?: string;
  /**
   * Names that requests may be for, such as `localhost` and `[::1]`, without ports; others get 421. All by default: set
   * it where the port is trusted because only this machine reaches it, for a page can give its own name that address.
   */
  readonly allowedHosts?: readonly string[];
  readonly clock?: Clock;
  /** Time for the head of a request, 15,000 by default; then 408. */
  readonly headersTimeout?: number;
  /** Time for a whole request with its body, 60,000 by default; then 408. Responses may take as long as they want. */
  readonly requestTimeout?: number;
  /** Time that an idle connection is kept, 5,000 by default. */
  readonly keepAliveTimeout?: number;
  /** Time for which a client may take nothing that the host can see, 1,800,000 by default; streams bring their own. */
  readonly stallTimeout?: number;
  /** Connections beyond this number are closed at once; 20,000 by default. */
  readonly maxConnections?: number;
  /** Requests on one connection, 10,000 by default; the last response closes it. */
  readonly maxRequestsPerSocket?: number;
  /** Bytes of all headers of a request, 16,384 by default; then 431, as for more than 100 headers. */
  readonly maxHeaderBytes?: number;
  /** Told what a handler threw and what a body failed with; `console.error` by default. */
  readonly onError?: (error: unknown) => void;
  /**
   * Body of what the host itself answers: 400, 408, 413, 421, 431, 500 and 501. By default that of `formatError` for what
   * `serve` has made, and problem details (RFC 9457) for other handlers.
   */
  readonly toErrorBody?: (status: HostStatus) => ClientErrorBody;
  /** Called when the server begins to close, before it stops accepting: the place to fail a readiness check. */
  readonly onClosing?: () => void;
}

/** What a server has open. */
export interface HostCounts {
  readonly connections: number;
  /** Requests whose response is not complete. */
  readonly requests: number;
  /** Event streams whose source is not finished. */
  readonly streams: number;
}

/** A server that listens. */
export interface NodeHost {
  readonly port: number;
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string;
  counts(): HostCounts;
  /** Closes in order and within the deadline; a second call gives the same promise. */
  close(options?: CloseOptions): Promise<CloseReport>;
}

const nothing = (): void => {};

/**
 * Serves a fetch handler on a port.
 *
 * The handler gets web requests whose body is read at its pace and whose signal is aborted when the client leaves.
 * Event streams of `streamResponse` go to the socket without a web stream in between.
 *
 * @throws the error of Node when the port is taken.
 * @example
 * ```ts
 * const host = await listen(serve(contract, handlers), { port: 4010 });
 * closeOnSignals(host);
 * ```
 */
export async function listen(handler: FetchHandler, options: ListenOptions): Promise<NodeHost> {
  const { port, host = "127.0.0.1", clock = systemClock } = options;
  const hostHandler = viewOf(handler).handler;
  const toErrorBody = options.toErrorBody ?? (hostHandler ? toContractForm(hostHandler) : toProblem);
  const requestTimeout = options.requestTimeout ?? 60_000;
  const headersTimeout = Math.min(options.headersTimeout ?? 15_000, requestTimeout);
  const { maxRequestsPerSocket = 10_000, keepAliveTimeout = 5_000 } = options;
  const connections = createConnections();
  const uploads = createUploads();
  const runs = new Set<StreamRun>();
  let isClosing = false;
  let endsStreams = false;
  let closing: Promise<CloseReport> | undefined;

  const server = createServer({
    headersTimeout,
    requestTimeout,
    keepAliveTimeout,
    // On top of it, for requests that are under way when it ends; Node's own is always a second.
    keepAliveTimeoutBuffer: Math.min(1_000, keepAliveTimeout),
    maxHeaderSize: options.maxHeaderBytes ?? 16_384,
    // The handler of the request says it, in the form that is set.
    requireHostHeader: false,
    connectionsCheckingInterval: Math.min(1_000, Math.ceil(headersTimeout / 4)),
    // Finds hosts that vanished while a stream is silent.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  });
  server.maxConnections = options.maxConnections ?? 20_000;

  const setup = {
    handler,
    hostHandler,
    readAddress: createAddressReader(),
    uploads,
    allowedHosts: options.allowedHosts && new Set(options.allowedHosts),
    clock,
    stallTimeout: options.stallTimeout ?? defaultStallTimeout,
    schedule: createSchedule(),
    onError: options.onError ?? console.error,
    toErrorBody,
    runs,
    onRun: (run: StreamRun) => {
      if (endsStreams) endRun(run);
    },
  };

  function serve(incoming: IncomingMessage, outgoing: ServerResponse, onFirstRead = nothing): void {
    connections.begin(incoming.socket, outgoing, ({ count, isOnly }) => {
      const departure = createDeparture();
      outgoing.on("close", () => {
        if (!outgoing.writableFinished) departure.leave();
      });
      // Node's own limit leaves it to the client to close the connection.
      const isSpent = count >= maxRequestsPerSocket;
      void exchange(setup, {
        incoming,
        outgoing,
        departure,
        onFirstRead,
        isLast: () => isSpent || (isClosing && isOnly()),
      });
    });
  }

  server.on("connection", (socket) => connections.add(socket));
  server.on("request", (incoming, outgoing) => serve(incoming, outgoing));
  // A client that asks first sends its body only when the handler wants it.
  server.on("checkContinue", (incoming, outgoing) => serve(incoming, outgoing, () => outgoing.writeContinue()));
  server.on("clientError", (error, stream) => {
    const socket = stream as Socket; // what a server of `node:http` listens with
    const status = statusOfClientError(error);
    if (status === undefined || !socket.writable || connections.isTaken(socket)) socket.destroy();
    else answerClientError(socket, status, toErrorBody(status));
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo; // of a port, not of a pipe
  return {
    port: address.port,
    url: `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    counts: () => ({ connections: connections.size, requests: connections.responses, streams: runs.size }),
    close(closeOptions = {}) {
      closing ??= (() => {
        options.onClosing?.();
        const onRetired = () => {
          isClosing = true;
          endsStreams = closeOptions.streams !== "finish";
        };
        return closeServer({ server, connections, runs, clock, onRetired, toErrorBody }, closeOptions).finally(() =>
          uploads.close(),
        );
      })();
      return closing;
    },
  };
}
