/** Whether the client of a request has left. */

/** Learns that a client has left. */
export interface Departure {
  readonly isGone: boolean;
  /** Aborted when the client leaves; made when it is asked for, because few requests need one. */
  readonly signal: AbortSignal;
  /** Called when the client has left. */
  leave(): void;
}

/** Makes what learns of it. */
export function createDeparture(): Departure {
  return new ClientDeparture();
}

class ClientDeparture implements Departure {
  isGone = false;
  #controller: AbortController | undefined;

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.isGone) this.leave();
    }
    return this.#controller.signal;
  }

  leave(): void {
    this.isGone = true;
    this.#controller?.abort(new DOMException("The client is gone.", "AbortError"));
  }
}
