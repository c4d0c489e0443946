import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { LinkedInput } from "../draft/selection.ts";

/**
 * Sizes of the planes of each step's outputs, by step index, in planes of the source: 1, or the number of tiles in a
 * mosaic. Resampling is ignored.
 */
export function planeScales(steps: readonly MaterializedStep[]): readonly number[] {
  const scales: number[] = [];
  for (const step of steps) {
    const main = mainInput(step);
    const before = main === undefined ? 1 : scaleOf(main, scales);
    const assembled = step.groups.filter(({ pattern }) => isMosaic(step, pattern));
    const tiles = assembled.map(({ inputs }) => inputs.get(main?.name ?? "")?.length ?? 1);
    scales.push(before * Math.max(1, ...tiles));
  }
  return scales;
}

/** The scale of a link's planes. */
export function scaleOf({ step }: LinkedInput, scales: readonly number[]): number {
  return step === null ? 1 : (scales[step] ?? 1);
}

/** The input that a step's chains start from. */
export function mainInput({ inputs }: MaterializedStep): LinkedInput | undefined {
  return inputs.find(({ name }) => name === "image") ?? inputs.find(({ kind }) => kind === "image");
}

function isMosaic({ step }: MaterializedStep, pattern: string | null): boolean {
  const calls = pattern === null ? [] : (step.chains.get(pattern) ?? []);
  return calls.some(({ declaration }) => declaration.geometry === "mosaic");
}
