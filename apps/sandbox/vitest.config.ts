export { default } from "@parley/tooling/vitest";
