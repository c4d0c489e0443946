import { type Dtype, dtypeLimits } from "@ohcs/context";
import type { LinkedStep } from "../draft/linked-step.ts";
import { chainHistory, type HistoricCall, imageHistory, mainInput } from "./image-history.ts";

/** Sample types whose largest value a camera reaches, and that a float32 holds exactly. */
const OF_CAMERAS: readonly (Dtype | null)[] = ["uint8", "uint16"];

/** A call: which of which chain of a step. */
interface CallPlace {
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
  const images = step.inputs.filter(({ name, kind }) => kind === "image" && named.includes(name));
  const names = images.filter((link) => imageHistory(link, steps).every(keepsValues)).map(({ name }) => name);
  const takesMain = calls[index]?.declaration.inputs.image !== undefined && mainInput(step)?.kind === "image";
  const before = chainHistory(step, calls.slice(0, index), steps);
  if (takesMain && before.every(keepsValues)) names.push("image");
  return new Map([...new Set(names)].map((name) => [name, largest]));
}

/** Are the values that it gives some of those of its image, and of that alone? */
function keepsValues({ call: { declaration } }: HistoricCall): boolean {
  const { inputs, exact, intensity } = declaration;
  const images = Object.keys(inputs).filter((name) => inputs[name]?.kind === "image");
  return exact && intensity === "preserves" && images.length === 1 && inputs.image?.kind === "image";
}
