import type { Dtype, GpuNeeds, PlateManifest } from "@ohcs/context";
import type { MaterializedStep, MaterializedStructure } from "../draft/materialized-step.ts";
import type { ResolvedCall, StepPlace } from "../draft/resolved-step.ts";
import type { TileFacts } from "../draft/selection.ts";
import { checkValue } from "../schema/check-value.ts";
import { bandNeed } from "./band-need.ts";
import { type CallSize, callSizes, planeScales, type SizedChain } from "./call-sizes.ts";
import type { GpuNeed } from "./gpu-need.ts";

/** One call of a step. */
interface ChainCall {
  readonly step: MaterializedStep;
  readonly key: string;
  readonly index: number;
  readonly call: ResolvedCall;
}

/** A call with GPU code, and its place in a well. */
export interface CallNeed extends GpuNeed {
  readonly place: StepPlace;
  /** Index of its step among those of the structure. */
  readonly step: number;
  /** Its chain in the step's pattern, and its index in that. */
  readonly key: string;
  readonly call: number;
}

/** Known facts about the images of a plate. */
interface ImageFacts {
  /** Null if no header was read. */
  readonly tile: TileFacts | null;
  /** The grid of mosaics; null if it is not known. */
  readonly grid: PlateManifest["grid"];
}

/** The GPU needs of the wells of a structure. If no header was read, sizes are not known and count as 0. */
export function callNeeds({ steps }: MaterializedStructure, facts: ImageFacts): readonly CallNeed[] {
  const scales = planeScales(steps);
  return steps.flatMap((step) => {
    const chains = step.isActive && step.isIntact ? [...step.step.chains] : [];
    const sound = chains.filter(([key]) => step.types.get(key)?.impossible == null);
    return sound.flatMap(([key, calls]) => needsOf({ step, key, calls, scales }, facts));
  });
}

function needsOf(chain: SizedChain, facts: ImageFacts): readonly CallNeed[] {
  const { step, key, calls } = chain;
  if (calls.every(({ declaration }) => declaration.gpu === null)) return [];
  const sizes = callSizes(chain);
  return calls.flatMap((call, index) => {
    const { name, memory, gpu } = call.declaration;
    const size = sizes[index];
    if (gpu === null || size === undefined) return [];
    return {
      function: name,
      policy: step.step.gpu,
      ...measured(gpu, call, size, facts),
      hasCpuTwin: memory === "cpu",
      obstacle: gpuObstacle({ step, key, index, call }, gpu, facts.tile),
      place: step.step.place,
      step: step.index,
      key,
      call: index,
    };
  });
}

type Measured = Pick<GpuNeed, "features" | "limits" | "band" | "peakBytes">;

/** Every sample of any type takes 4 bytes on a GPU; a plane is one buffer, of which as much is bound as needed. */
function measured(needs: GpuNeeds, call: ResolvedCall, size: CallSize, facts: ImageFacts): Measured {
  const { features, limits, memoryFactor, workPlanes } = needs;
  const bytes = facts.tile === null ? 0 : facts.tile.width * facts.tile.height * 4;
  const plane = size.largest * bytes;
  const peakBytes = bytes === 0 ? 0 : (memoryFactor * size.total + workPlanes * size.largest) * bytes + FIXED_BYTES;
  if (plane === 0) return { features, limits, band: null, peakBytes };
  const band = bandOf(needs, call, size, facts);
  const isBanded = band !== null && band.bytes < plane;
  const least = { maxStorageBufferBindingSize: isBanded ? band.bytes : plane, maxBufferSize: plane };
  const most = Object.entries(least).map(([limit, need]) => [limit, Math.max(limits[limit] ?? 0, need)] as const);
  return {
    features,
    limits: { ...limits, ...Object.fromEntries(most) },
    band: isBanded ? band.words : null,
    peakBytes,
  };
}

/** The smallest binding of the largest plane; null if that is the whole plane. The overlap of mosaics is unknown. */
function bandOf(needs: GpuNeeds, { parameters }: ResolvedCall, { largest }: CallSize, { tile, grid }: ImageFacts) {
  if (!needs.bands || tile === null) return null;
  const columns = Math.min(largest, grid?.columns ?? Math.ceil(Math.sqrt(largest)));
  const width = tile.width * columns;
  const { rows, bytes } = bandNeed(needs, parameters, { width, isExact: largest === 1 });
  return { bytes, words: `${rows} rows of ${width} px` };
}

/** Overhead that declarations omit, since it does not grow with the images. */
const FIXED_BYTES = 2 ** 20;

/** Why a function's GPU code does not support a valid call; null if it does. */
function gpuObstacle(of: ChainCall, { accepts, params }: GpuNeeds, tile: TileFacts | null): string | null {
  const known: readonly Dtype[] = accepts;
  const type = samplesOf(of, tile).find((one) => one !== null && !known.includes(one));
  if (type !== undefined) return `its GPU code takes images of ${accepts.join(" or ")}, not of ${type}`;
  const [problem] = params === null ? [] : checkValue(params, of.call.parameters);
  if (problem === undefined) return null;
  const { path, expected, got } = problem;
  return `its GPU code takes ${expected} for '${path.join(".")}', not ${got}`;
}

/** The sample types of its images; null where one is not known before the run. */
function samplesOf({ step, key, index, call }: ChainCall, tile: TileFacts | null): readonly (Dtype | null)[] {
  const names = step.callInputs.get(key)?.[index] ?? [];
  const sources = step.inputs.filter(({ name, kind, source }) => {
    return names.includes(name) && kind === "image" && source === "images";
  });
  const main = call.declaration.inputs.image === undefined ? null : (step.types.get(key)?.takes[index] ?? null);
  return [main, ...sources.map(() => tile?.dtype ?? null)];
}
