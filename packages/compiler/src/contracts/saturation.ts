import { type Dtype, dtypeLimits } from "@ohcs/context";
import type { LinkedInput, LinkedStep } from "../draft/linked-step.ts";
import { chainHistory, type HistoricCall, imageHistory, mainInput } from "./image-history.ts";

/** Sample types whose largest value a camera reaches, and that a float32 holds exactly. */
const OF_CAMERAS: readonly (Dtype | null)[] = ["uint8", "uint16"];

/** A call: which of which chain of a step. */
export interface CallPlace {
  readonly step: LinkedStep;
  readonly key: string;
  readonly index: number;
}

/**
 * The value of saturated pixels in each image input of a call: the largest of the source's sample type. Left out are
 * images whose values are not those of the source, pixel by pixel or by choice among them (as a maximum over z is).
 */
export function saturationOf(
  { step, key, index }: CallPlace,
  steps: readonly LinkedStep[],
  source: Dtype | null,
): ReadonlyMap<string, number> {
  if (source === null || !OF_CAMERAS.includes(source)) return new Map();
  const [, largest] = dtypeLimits(source);
  const calls = step.step.chains.get(key) ?? [];
  const named = step.callInputs.get(key)?.[index] ?? [];
  const links = step.inputs.filter(({ name }) => named.includes(name));
  const kept = links.filter((link) => isOfSource(link, steps) && imageHistory(link, steps).every(keepsValues));
  const names = kept.map(({ name }) => name);
  const main = mainInput(step);
  const takesMain = calls[index]?.declaration.inputs.image !== undefined && main !== undefined;
  const before = chainHistory(step, calls.slice(0, index), steps);
  if (takesMain && isOfSource(main, steps) && before.every(keepsValues)) names.push("image");
  return new Map([...new Set(names)].map((name) => [name, largest]));
}

/** Does it go back to images of the plate, and not to labels? */
function isOfSource({ kind, source, step }: LinkedInput, steps: readonly LinkedStep[]): boolean {
  if (kind !== "image") return false;
  if (step === null) return source === "images";
  const made = steps[step];
  const main = made && mainInput(made);
  return main !== undefined && isOfSource(main, steps);
}

function keepsValues({ call: { declaration } }: HistoricCall): boolean {
  return declaration.exact && declaration.intensity === "preserves";
}
