import type { Table } from "@ohcs/context";
import { focusMeasure } from "@ohcs/kernels";
import { define } from "../define.ts";
import { planesOf, reducedStack, stackInput } from "../stack/planes.ts";

/**
 * The plane of a stack `[s, y, x]` that is best in focus, unchanged. The table `focus` says which: `Focus_ZIndex`, and by how
 * much it is sharper than the median plane, `Focus_Ratio` (1: the stack has no best plane).
 */
export const bestFocus = define({
  name: "bestFocus",
  summary: "The plane of the stack that is best in focus",
  contract: "volumeToSlice",
  over: ["zIndex"],
  outputs: { focus: { kind: "table", description: "One row: which plane, and how much sharper it is" } },
  intensity: "preserves",
  exact: true,
  memoryFactor: 8,
  citation: "Pertuz, Puig & García 2013 (energy of Laplacian)",
  run(inputs) {
    const stack = stackInput(inputs);
    const planes = planesOf(stack);
    const measures = planes.map(focusMeasure);
    const best = measures.indexOf(Math.max(...measures));
    const median = measures.toSorted((a, b) => a - b)[measures.length >> 1] ?? 0;
    const ratio = median > 0 ? (measures[best] ?? 0) / median : null;
    const focus: Table = {
      columns: ["Focus_ZIndex", "Focus_Ratio"],
      rows: [[stack.planes[best]?.zIndex ?? null, ratio]],
    };
    const plane = planes[best];
    return plane === undefined ? {} : { image: reducedStack(plane, stack), outputs: { focus } };
  },
});
