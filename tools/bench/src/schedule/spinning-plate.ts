import { join } from "node:path";
import { definePipeline, step } from "@ohcs/context";
import { openPlate } from "@ohcs/microscopes/disk";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { type PreparedPlate, preparePlate } from "../plates/prepared-plate.ts";
import { spin, spinFor } from "../spin.ts";

/** A plate that costs only processor time. */
interface SpinningPlate {
  readonly name: string;
  readonly wells: number;
  /** Sites of the first well; all others have one. */
  readonly sitesOfFirst: number;
  /** Processor time of each site, about. */
  readonly msPerSite: number;
}

/** Writes the plate below `folder`: one plane of 32 × 32 px per site, and a function that computes without a pause for each. */
export async function makeSpinningPlate(folder: string, plate: SpinningPlate): Promise<PreparedPlate> {
  const { name, wells, sitesOfFirst: sites } = plate;
  const { plateFolder } = await writePlate(tinyPlate({ name, wells, sites }), join(folder, name));
  const whole = await openPlate(plateFolder);
  const [first] = whole.wells;
  const images = whole.images.filter(({ well, site }) => well === first || site === 1);
  const func = spin({ rounds: Math.ceil(plate.msPerSite * roundsPerMs()) });
  return preparePlate({ ...whole, images }, definePipeline({ name: "spin", steps: [step("spin", { func })] }));
}

/** The work of this machine in an undisturbed millisecond. */
function roundsPerMs(): number {
  const rounds = 5_000_000;
  const times = Array.from({ length: 20 }, () => {
    const began = performance.now();
    spinFor(rounds);
    return performance.now() - began;
  });
  return rounds / Math.min(...times);
}
