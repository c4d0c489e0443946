import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { violationsView } from "./validate-zarr.ts";

test("one of anything is named in the singular", () => {
  const place = { path: "zarr.json", pointer: "", rule: "plate/well-missing", message: "none" } as const;
  const violations = [
    { ...place, severity: "must" },
    { ...place, severity: "should" },
  ] as const;
  const visited = { wells: 1, images: 2, labels: 0, arrays: 1 };
  const report = { violations, valid: false, version: "0.5", kind: "plate", visited } as const;
  const text = violationsView("p.zarr", report, recordingTerminal().out.style);
  expect(text).toContain("p.zarr  OME-Zarr 0.5 plate, 1 well, 2 images, 1 array\n");
  expect(text).toContain("invalid: 1 violation, 1 recommendation not followed\n");
});
