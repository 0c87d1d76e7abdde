import { describeBlobStore } from "../testing/describe-blob-store.ts";
import { createMemoryBlobs } from "./memory-blobs.ts";

describeBlobStore("files in memory", async () => createMemoryBlobs());
