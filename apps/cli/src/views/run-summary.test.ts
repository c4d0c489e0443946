import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { sampleError, samplePlateResult, sampleWell } from "../../test/sample-run.ts";
import { runSummary } from "./run-summary.ts";

test("runSummary() shows how the run ended, why wells failed, and what was made where", () => {
  expect(runSummary(samplePlateResult(), recordingTerminal().out.style)).toBe(
    [
      "✗ demo partial in 6.0 s: 2 wells, 1 succeeded, 1 failed, 10.0 wells/min",
      "",
      "  well  code            step       function       file                       cause",
      "  A02   TIFF_TRUNCATED  1 project  maxProjection  TimePoint_1/A02_s1_w1.TIF  Cannot run step 'project' (Cannot read strip 3: expected 512 bytes, got 100)",
      "",
      "  /data/demo_openhcs",
      "  images/             2 files  4.0 MB",
      "  images_results/      1 file  4.0 kB",
      "  → ohcs why /data/demo_openhcs A02  explain a failure",
      "  → ohcs resume /data/demo_openhcs --only-failed  run failed wells again",
      "",
    ].join("\n"),
  );
});

test("runSummary() shows what functions warned of, once for each cause, with the wells that it concerns", () => {
  const where = { step: { index: 2, name: "measure" }, function: "measureObjects" };
  const notice = { severity: "warning", code: "DIM", message: "Too dim", where, expected: null, got: null } as const;
  const notices = [{ ...notice, hint: "Expose longer", count: 1, examples: ["s001"] }];
  const wells = { A01: sampleWell("A01", { notices }), A02: sampleWell("A02", { notices }) };
  const text = runSummary({ ...samplePlateResult(), wells }, recordingTerminal().out.style);
  expect(text.split("\n").slice(1, 3)).toEqual([
    "warning DIM: Too dim (step 3 'measure', measureObjects) (2 ×: A01, A02)",
    "  → Expose longer",
  ]);
});

test("runSummary() lists no more failures than a screen holds, and none that was only cancelled", () => {
  const error = sampleError;
  const failed = Array.from({ length: 30 }, (_, i) => sampleWell(`A${i + 10}`, { status: "error", error }));
  const wells = [...failed, sampleWell("B01", { status: "cancelled", error })].map(
    (well) => [well.wellId, well] as const,
  );
  const text = runSummary({ ...samplePlateResult(), wells: Object.fromEntries(wells) }, recordingTerminal().out.style);
  expect(text).toContain("  A33   TIFF_TRUNCATED");
  expect(text).not.toContain("  A34 ");
  expect(text).toContain("and 6 more, in .ohcs/wells/");
  expect(text).not.toContain("B01");
});

test("runSummary() shows a Zarr hierarchy in one line, however many folders its chunks lie in", () => {
  const chunks = Array.from({ length: 3000 }, (_, i) => ({
    path: `images.zarr/A/1/0/0/c/0/0/${i}/0/0`,
    bytes: 1000,
    sha256: "0".repeat(64),
  }));
  const label = { path: "images.zarr/A/1/0/labels/nuclei/0/c/0/0/0/0", bytes: 1000, sha256: "0".repeat(64) };
  const wells = { A01: sampleWell("A01", { outputs: [...chunks, label] }) };
  const lines = runSummary({ ...samplePlateResult(), wells }, recordingTerminal().out.style).split("\n");
  expect(lines.filter((line) => line.includes(".zarr"))).toEqual([
    expect.stringMatching(/images\.zarr\/ +3,001 files +3\.0 MB/),
  ]);
});

test("runSummary() takes each file once: the 55,296 of a large plate are no work", () => {
  let asked = 0;
  const outputs = Array.from({ length: 55_296 }, (_, i) => ({
    path: `images/A01_s001_w1_z001_t${i}.tif`,
    sha256: "0".repeat(64),
    get bytes() {
      asked++;
      return 1000;
    },
  }));
  const wells = { A01: sampleWell("A01", { outputs }) };
  const text = runSummary({ ...samplePlateResult(), wells }, recordingTerminal().out.style);
  expect(text).toMatch(/images\/ +55,296 files +55\.3 MB/);
  expect(asked).toBe(outputs.length);
});
