import { mainInput } from "../contracts/image-history.ts";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { ItemGroup, LinkedInput } from "../draft/selection.ts";

/** Image sizes of one call, in planes of the source. */
export interface CallSize {
  /** Of the largest plane. */
  readonly largest: number;
  /** Of all planes of all inputs together. */
  readonly total: number;
}

/** A chain of a step, with the sizes of its linked inputs. */
export interface SizedChain {
  readonly step: MaterializedStep;
  readonly key: string;
  readonly calls: readonly ResolvedCall[];
  /** By step index, see `planeScales`. */
  readonly scales: readonly number[];
}

/** For each call of a chain the largest images over all groups of the chain. */
export function callSizes(chain: SizedChain): readonly CallSize[] {
  const groups = chain.step.groups.filter(({ pattern }) => pattern === chain.key);
  const sizes = groups.map((group) => sizesIn(group, chain));
  return chain.calls.map((_, i) => ({
    largest: most(sizes.map((own) => own[i]?.largest ?? 0)),
    total: most(sizes.map((own) => own[i]?.total ?? 0)),
  }));
}

/** Planes of one size. */
interface Stack {
  readonly planes: number;
  readonly scale: number;
}

function sizesIn(group: ItemGroup, chain: SizedChain): readonly CallSize[] {
  let image = stackOf(mainInput(chain.step), group, chain);
  return chain.calls.map((call, i) => {
    const stacks = [image, ...otherStacks(i, group, chain)].filter(({ planes }) => planes > 0);
    image = after(call, image);
    return {
      largest: most(stacks.map(({ scale }) => scale)),
      total: stacks.reduce((sum, { planes, scale }) => sum + planes * scale, 0),
    };
  });
}

/** Inputs of a call besides the chain's image. */
function otherStacks(call: number, group: ItemGroup, chain: SizedChain): readonly Stack[] {
  const { inputs, callInputs } = chain.step;
  const names = callInputs.get(chain.key)?.[call] ?? [];
  const links = inputs.filter(({ name, kind }) => names.includes(name) && (kind === "image" || kind === "labels"));
  return links.map((link) => stackOf(link, group, chain));
}

function stackOf(link: ReturnType<typeof mainInput>, { inputs }: ItemGroup, { scales }: SizedChain): Stack {
  if (link === undefined) return { planes: 0, scale: 1 };
  return { planes: inputs.get(link.name)?.length ?? 0, scale: scaleOf(link, scales) };
}

/** A stack becomes one plane, or one as large as all its planes; other images are unchanged. */
function after({ declaration }: ResolvedCall, image: Stack): Stack {
  const { returnsImage, contract, geometry } = declaration;
  if (!returnsImage || contract !== "volumeToSlice") return image;
  return { planes: Math.min(1, image.planes), scale: image.scale * (geometry === "mosaic" ? image.planes : 1) };
}

function most(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}

/**
 * Sizes of the planes of each step's outputs, by step index, in planes of the source: 1, or the number of tiles in a
 * mosaic. Resampling is ignored.
 */
export function planeScales(steps: readonly MaterializedStep[]): readonly number[] {
  const scales: number[] = [];
  for (const step of steps) {
    const main = mainInput(step);
    const before = main === undefined ? 1 : scaleOf(main, scales);
    const assembled = step.groups.filter((group) => isMosaic(step, group));
    const tiles = assembled.map(({ inputs }) => inputs.get(main?.name ?? "")?.length ?? 1);
    scales.push(before * Math.max(1, ...tiles));
  }
  return scales;
}

/** The scale of a link's planes. */
function scaleOf({ step }: LinkedInput, scales: readonly number[]): number {
  return step === null ? 1 : (scales[step] ?? 1);
}

/** Does the chain of the group put tiles together? */
export function isMosaic({ step }: MaterializedStep, { pattern }: ItemGroup): boolean {
  const calls = pattern === null ? [] : (step.chains.get(pattern) ?? []);
  return calls.some(({ declaration }) => declaration.geometry === "mosaic");
}
