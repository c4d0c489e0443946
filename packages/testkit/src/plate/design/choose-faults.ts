import { fail } from "../../errors.ts";
import { createRandom } from "../random.ts";
import { planesOf } from "./planes-of.ts";
import type { CorruptPlane, PlateCoordinates, PlateDesign } from "./plate-design.ts";

/** Which planes of `design` are not written, and which are written truncated; no plane is both. */
export function chooseFaults(
  design: PlateDesign,
  missing: number,
  corrupt: number,
): { readonly missing: readonly PlateCoordinates[]; readonly corrupt: readonly CorruptPlane[] } {
  const planes = createRandom([design.seed, "faults"]).shuffle([...planesOf(design)]);
  if (missing + corrupt > planes.length) {
    const message = `Cannot design a plate: expected at most ${planes.length} missing and corrupt planes, got '${missing + corrupt}'`;
    throw fail("SYNTH_OPTION_INVALID", message, { details: { option: "missing, corrupt" } });
  }
  return {
    missing: planes.slice(0, missing),
    corrupt: planes
      .slice(missing, missing + corrupt)
      .map((plane, i) => ({ ...plane, damage: i % 2 === 0 ? "pixels" : "directory" })),
  };
}
