import { normalizeWellId } from "@ohcs/context";
import { createRandom } from "../random.ts";
import type { Treatment } from "./assign-treatments.ts";
import type { PlacementKind } from "./plate-design.ts";

const SPECIAL: readonly PlacementKind[] = ["empty", "empty", "sparse", "confluent"];
const FEWEST_WELLS_FOR_SPECIAL = 8;

/**
 * The placement of each well. Plates of eight wells and more have two empty wells, one with three cells and one
 * confluent well, among the samples; of the others every second one is `touching`. `overrides` wins.
 */
export function assignPlacements(
  seed: number,
  wells: readonly string[],
  treatments: readonly Treatment[],
  overrides: Readonly<Record<string, PlacementKind>>,
): readonly PlacementKind[] {
  const special = chooseSpecial(seed, treatments);
  const given = new Map(Object.entries(overrides).map(([well, kind]) => [normalizeWellId(well), kind]));
  let ordinary = 0;
  return wells.map((well, i) => {
    const kind = special.get(i) ?? (ordinary++ % 2 === 0 ? "spaced" : "touching");
    return given.get(well) ?? kind;
  });
}

function chooseSpecial(seed: number, treatments: readonly Treatment[]): ReadonlyMap<number, PlacementKind> {
  if (treatments.length < FEWEST_WELLS_FOR_SPECIAL) return new Map();
  const samples = treatments.flatMap(({ role }, i) => (role === "sample" ? [i] : []));
  const chosen = createRandom([seed, "placements"]).shuffle(samples).slice(0, SPECIAL.length);
  return new Map(chosen.map((well, i) => [well, SPECIAL[i] ?? "spaced"]));
}
