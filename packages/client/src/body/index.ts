/** Request bodies. */

export { type EncodedBody, encodeBody } from "./body.ts";
export {
  type StreamedBody,
  type StreamMultipartOptions,
  type StreamPart,
  streamMultipart,
  type UploadProgress,
} from "./multipart-stream.ts";
