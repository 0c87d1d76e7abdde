/** A request in the form in which its host has it, so that a host need not make a web request of every message. */

import type { ReceiveFile } from "./file-receiver.ts";

/** A request to a served contract. */
export interface HostRequest {
  readonly method: string;
  /** Whole address. */
  readonly url: string;
  /** Path of the address, still encoded, without dot segments. */
  readonly path: string;
  /** What follows the question mark, still encoded. */
  readonly query: string;
  /** By the name, in whatever case; repeated lines are joined. */
  readonly headers: Pick<Headers, "get">;
  /** Header lines, names and values in turn; `undefined` where the host does not keep them apart. */
  readonly rawHeaders: readonly string[] | undefined;
  readonly hasBody: boolean;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** Whether the client has left. */
  readonly isGone: boolean;
  /** The same as a web request; its body is empty once {@link bytes} has read it. */
  readonly request: Request;
  /**
   * The whole body.
   *
   * @throws Refusal when it has more bytes than `limit`, or ends early.
   */
  bytes(limit: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Where the files of the request go; in memory where the host has no better place. */
  readonly receiveFile?: ReceiveFile;
}
