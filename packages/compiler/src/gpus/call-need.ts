import type { GpuNeeds } from "@ohcs/context";
import type { MaterializedStructure } from "../draft/materialized-step.ts";
import type { TileFacts } from "../draft/plate-selection.ts";
import type { StepPlace } from "../draft/resolved-step.ts";
import { type CallSize, callSizes, type SizedChain } from "./call-sizes.ts";
import type { GpuNeed } from "./gpu-need.ts";
import { gpuObstacle } from "./gpu-obstacle.ts";
import { planeScales } from "./plane-scales.ts";

/** A call with code for a GPU, and which one of a well it is. */
export interface CallNeed extends GpuNeed {
  readonly place: StepPlace;
  /** Index of its step among those of the structure. */
  readonly step: number;
  /** Its chain in the step's pattern, and its index in that. */
  readonly key: string;
  readonly call: number;
}

/** What the wells of a structure ask of GPUs. Where no header was read, sizes are not known and count as 0. */
export function callNeeds({ steps }: MaterializedStructure, tile: TileFacts | null): readonly CallNeed[] {
  const scales = planeScales(steps);
  return steps.flatMap((step) => {
    const chains = step.isActive && step.isIntact ? [...step.step.chains] : [];
    const sound = chains.filter(([key]) => step.types.get(key)?.impossible == null);
    return sound.flatMap(([key, calls]) => needsOf({ step, key, calls, scales }, tile));
  });
}

function needsOf(chain: SizedChain, tile: TileFacts | null): readonly CallNeed[] {
  const { step, key, calls } = chain;
  if (calls.every(({ declaration }) => declaration.gpu === null)) return [];
  const sizes = callSizes(chain);
  return calls.flatMap((call, index) => {
    const { name, memory, gpu } = call.declaration;
    const size = sizes[index];
    if (gpu === null || size === undefined) return [];
    return {
      ...{ function: name, policy: step.step.gpu, ...measured(gpu, size, tile), hasCpuTwin: memory === "cpu" },
      obstacle: gpuObstacle({ step, key, index, call }, gpu, tile),
      ...{ place: step.step.place, step: step.index, key, call: index },
    };
  });
}

/** Every sample takes 4 bytes on a GPU, whatever its type; a plane is one buffer, and bound as a whole where it need be. */
function measured(needs: GpuNeeds, { largest, total }: CallSize, tile: TileFacts | null) {
  const { features, limits, bands, memoryFactor, workPlanes } = needs;
  const bytes = tile === null ? 0 : tile.width * tile.height * 4;
  const plane = largest * bytes;
  const bound = bands ? ["maxBufferSize"] : ["maxStorageBufferBindingSize", "maxBufferSize"];
  const least = bound.map((limit) => [limit, Math.max(limits[limit] ?? 0, plane)] as const);
  return {
    features,
    limits: plane === 0 ? limits : { ...limits, ...Object.fromEntries(least) },
    peakBytes: bytes === 0 ? 0 : (memoryFactor * total + workPlanes * largest) * bytes + FIXED_BYTES,
  };
}

/** What declarations leave out, since it does not grow with the images. */
const FIXED_BYTES = 2 ** 20;
