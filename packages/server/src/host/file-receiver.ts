/** Where files go that a client uploads, as their bytes come. */

/** A file of which nothing has come yet. */
export interface IncomingFile {
  /** Field of the form; empty where the file is the whole body. */
  readonly field: string;
  /** Last part of the path that the client sent; empty where it sent none. */
  readonly name: string;
  /** Media type as it was sent; empty where there is none. */
  readonly type: string;
}

/** Takes one file; at most one of `end` and `cancel` is called, once. */
export interface FileReceiver {
  /** Takes the next bytes; no more are read from the client until it is done. */
  write(bytes: Uint8Array): Promise<void> | void;
  /** The file that the handler gets. */
  end(): Promise<File> | File;
  /** The upload is refused, or broke off. */
  cancel(): Promise<void> | void;
}

/** Opens the receiver of a file. */
export type ReceiveFile = (file: IncomingFile) => FileReceiver;
