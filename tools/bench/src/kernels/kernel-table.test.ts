import { expect, it } from "vitest";
import type { KernelRow } from "./against-peers.ts";
import { kernelTable } from "./kernel-table.ts";

const summaryOf = (median: number) => ({ rounds: 1, min: median, median, max: median });

function rowOf(side: number, ohcs: number, scikitImage: number): KernelRow {
  const peers = { scikitImage: { ms: summaryOf(scikitImage), ratio: scikitImage / ohcs } };
  return {
    kernel: "sobel",
    side,
    samples: "uint16",
    ohcs: summaryOf(ohcs),
    ohcsCopied: summaryOf(3),
    copyMs: 0.2,
    peers,
  };
}

it("has a line per kernel with its time at 1080 px and its ratios over all sizes, and names what is slower than a peer", () => {
  const page = kernelTable({
    startedAt: "2026-12-01T14:00:00.000Z",
    machine: { node: "v20.20.2", cpu: "AMD EPYC", loadAverage: 1 },
    benchmarks: {
      kernels: {
        peers: "scikit-image 0.26.0",
        rows: [rowOf(1080, 2, 8), rowOf(2160, 8, 4)],
        geometricMean: { scikitImage: 1.41, opencv: 1, simpleItk: 1 },
      },
    },
  });
  expect(page).toContain("| `sobel` | 2 | 3 | 0.2 | 1.4 (0.5–4) | – | – |");
  expect(page).toContain(
    "Below 1 × scikit-image, SciPy, NumPy: `sobel` 2160 px uint16 0.5 (40) (in brackets ours in copies of the plane).",
  );
});
