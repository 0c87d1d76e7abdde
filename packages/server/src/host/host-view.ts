/**
 * What passes between a server and its host beside web requests and responses.
 *
 * The three things that they hand each other are web objects. Each of them may carry one more view of itself, under a
 * registered symbol: whoever looks at the object sees it, and a host that does not know of it loses nothing but speed.
 */

import type { HostHandler } from "./host-handler.ts";
import type { StreamRun } from "./stream-run.ts";

/** Where an object carries its view. */
export const hostView: unique symbol = Symbol.for("parley.host");

/** What a host may know of an object. */
export interface HostView {
  /** On a fetch handler that `serve` has made: the same without web requests and responses. */
  readonly handler?: HostHandler;
  /** On a request that a host has made: its header lines as they were sent, names and values in turn. */
  readonly rawHeaders?: readonly string[];
  /** On the body of an event stream: the run that fills it. */
  readonly run?: StreamRun;
}

/** An object with its view. */
export interface Viewed {
  readonly [hostView]: HostView;
}

/** Gives an object its view. */
export function withView<Value extends object>(value: Value, view: HostView): Value & Viewed {
  return Object.assign(value, { [hostView]: view });
}

/** The view of an object; empty where it has none, as copies of requests have. */
export function viewOf(value: object): HostView {
  return (value as Partial<Viewed>)[hostView] ?? {}; // the symbol is ours
}
