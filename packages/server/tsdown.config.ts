import { defineBuild } from "@parley/tooling/tsdown";

export default defineBuild(["src/index.ts", "src/node.ts"]);
