import { defineBuild } from "@parley/tooling/tsdown";

export default defineBuild(["src/ai-sdk.ts", "src/index.ts", "src/operations.ts"]);
