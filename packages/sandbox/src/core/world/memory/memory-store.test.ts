import { describeWorldStore } from "../testing/describe-world-store.ts";
import { createMemoryStore } from "./memory-store.ts";

describeWorldStore("memory", { create: async () => createMemoryStore() });
