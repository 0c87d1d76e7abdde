import { defineBuild } from "@parley/tooling/tsdown";

export default defineBuild({ "ai-sdk": "src/ai-sdk/index.ts", index: "src/index.ts" });
