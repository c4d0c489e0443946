import { expect, test } from "vitest";
import { formatPlaneKey } from "./components.ts";

test("formatPlaneKey() leaves out only what was reduced", () => {
  expect(formatPlaneKey({ site: 1, channel: "1", zIndex: 2, timepoint: 3 })).toBe("s001_w1_z002_t003");
  expect(formatPlaneKey({ channel: "2", timepoint: 1 })).toBe("w2_t001");
  expect(formatPlaneKey({})).toBe("");
  expect(formatPlaneKey({ channel: "GFP 488/_x" })).toBe("wGFP-488--x");
});
