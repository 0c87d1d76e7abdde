/** Uploads the files that go with a message (`createUploadUrl`, then a form to Amazon S3). */

import { createApiClient, ProtocolError, setupOf, UsageError, unwrap } from "@parley/client";
import type { Chatzy, RequestOptions } from "./chatzy.ts";

/** A stored file, to be sent with a message. */
export interface MessageDocument {
  readonly fileName: string;
  /** Media type. */
  readonly mimeType: string;
  readonly s3Url: string;
}

/** Options of {@link uploadDocument}. */
export interface UploadOptions extends RequestOptions {
  /** Instead of the name of the file; needed for a Blob. */
  readonly fileName?: string;
  /** Instead of the media type of the file; needed where the file has none. */
  readonly mimeType?: string;
}

/** The vendor says 2 MB; this is the larger of the two meanings, S3 has the last word. */
const maxDocumentBytes = 2 * 1024 * 1024;
const maxDocuments = 5;
const storeUrl = "https://chatzy-kb-store.s3.amazonaws.com";

/** The form post of Amazon S3. Posting the same form again stores the same file again. */
const storeDocument = { id: "storeDocument", idempotent: true, mediaType: "multipart/form-data" };

interface StorePaths {
  readonly "/": {
    readonly post: {
      readonly requestBody: {
        readonly content: { readonly "multipart/form-data": Readonly<Record<string, string | Blob>> };
      };
      readonly responses: { readonly 204: { readonly content?: never } };
    };
  };
}

/**
 * Stores a file of at most 2 MB, for `send(text, { documents })`.
 *
 * @throws UsageError `document_too_large`, `document_without_name` or `document_without_type`, before anything is sent;
 * ApiError when the platform or S3 refuses, then `code` is that of S3, such as `EntityTooLarge`; ProtocolError
 * `undocumented_status` when S3 does not say that the file is stored; AbortError, TimeoutError, ConnectionError.
 * @example
 * const document = await uploadDocument(chatzy, fileInput.files[0]);
 * await conversation.send("Here is my flight booking.", { documents: [document] });
 */
export async function uploadDocument(
  chatzy: Chatzy,
  file: Blob,
  { fileName = nameOf(file), mimeType = file.type, ...options }: UploadOptions = {},
): Promise<MessageDocument> {
  check(
    file.size <= maxDocumentBytes,
    "document_too_large",
    `A document has at most 2 MB, this one ${file.size} bytes`,
  );
  check(fileName, "document_without_name", "A document needs a name: pass a File, or the option fileName");
  check(mimeType, "document_without_type", "A document needs a media type: pass the option mimeType");
  const { data } = await unwrap(
    chatzy.GET("/generate_presigned_url_no_auth", { ...options, params: { query: { file_type: mimeType } } }),
  );
  const { url, fields } = data.url;
  const { fetch, clock, timeout, retry, random } = setupOf(chatzy);
  const { origin, pathname, search } = new URL(url);
  const path = `${pathname}${search}` as "/"; // whatever the platform says
  // Headers, credentials and middleware of the client are for the platform, not for Amazon.
  const store = createApiClient<StorePaths>(
    { serverUrl: origin, schemes: {}, operations: { [`POST ${path}`]: storeDocument }, problemCode: readStoreCode },
    { fetch, clock, timeout, retry, random },
  );
  const { baseUrl: _baseUrl, headers: _headers, ...storeOptions } = options;
  // S3 ignores what stands behind the file.
  const body = { ...fields, file: new File([file], fileName, { type: mimeType }) };
  const answer = await store.POST(path, { ...storeOptions, parseAs: "text", body });
  await unwrap(answer);
  if (answer.response.status !== 204) {
    const message = `storeDocument was answered with ${answer.response.status}, and only 204 says that the file is stored`;
    throw new ProtocolError(message, { code: "undocumented_status", operationId: storeDocument.id });
  }
  return { fileName, mimeType, s3Url: `${storeUrl}/${fields.key}` };
}

/** Documents as `sendMessage` takes them. */
export function writeDocuments(
  documents: readonly MessageDocument[],
): { file_name: string; mime_type: string; s3_url: string }[] {
  const { length } = documents;
  check(
    length <= maxDocuments,
    "too_many_documents",
    `A message has at most ${maxDocuments} documents, this one ${length}`,
  );
  return documents.map(({ fileName, mimeType, s3Url }) => ({
    file_name: fileName,
    mime_type: mimeType,
    s3_url: s3Url,
  }));
}

function check(condition: unknown, code: string, message: string): asserts condition {
  if (!condition) throw new UsageError(message, { code });
}

function nameOf(file: Blob): string {
  return file instanceof File ? file.name : "";
}

/** The code in an error document of S3, which is XML. */
function readStoreCode(body: unknown): string | undefined {
  return typeof body === "string" ? /<Code>(\w+)<\/Code>/.exec(body)?.[1] : undefined;
}
