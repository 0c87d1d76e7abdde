/** Where files are posted: an address of the sandbox that stands for the bucket, outside of the contract. */

import { bucket } from "./policy.ts";

const path = new RegExp(`^/chatzy/${bucket}/([a-z\\d-]{1,63})/?$`);

/** The address of the bucket of a world. A form carries no header, so its address says which world it is for. */
export function uploadAddress(publicUrl: string, world: string): string {
  return `${publicUrl}/chatzy/${bucket}/${world}/`;
}

/** The world whose bucket is at a path, where one is. */
export function worldOfBucket(requestPath: string): string | undefined {
  return path.exec(requestPath)?.[1];
}
