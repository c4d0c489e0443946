import type { GpuAdapter, ProcessingContext } from "@ohcs/context";
import { type CallFixture, contextOf, fromStep, stored, storedValue } from "@ohcs/testkit/contexts";
import type { PlateFolders } from "../plate-folders.ts";

/** Which adapter a well was compiled for, and whether it may do without. */
export interface CompiledFor {
  readonly adapter: Pick<GpuAdapter, "id" | "name">;
  readonly fallback?: boolean;
}

/** Calls that compute on a GPU. */
export function onGpu(chain: readonly CallFixture[], fallback = false): readonly CallFixture[] {
  const fields = { memory: "webgpu", fallback };
  return chain.map((call) => (typeof call === "string" ? { ...fields, call } : { ...fields, ...call }));
}

/** The assignment of a context, as the compiler freezes it. */
export function gpuField({ id, name }: CompiledFor["adapter"]) {
  return { gpu: { adapter: id, name, peakBytes: 1e6 } };
}

/** A well of two sites that runs `chain` on each; `fields` are further fields of its step. */
export function gpuWell(
  well: string,
  chain: readonly CallFixture[],
  gpu: CompiledFor | null,
  fields: Readonly<Record<string, unknown>> = {},
): ProcessingContext {
  const sites = [1, 2];
  return contextOf({
    well,
    planes: sites.map((site) => ({ path: `${well}_s${site}.tif`, site })),
    steps: [
      {
        ...fields,
        name: "only",
        chain: gpu === null ? chain : onGpu(chain, gpu.fallback),
        groups: sites.map((site, i) => ({
          key: `s00${site}`,
          coordinates: { site },
          inputs: { image: [i] },
          images: [`s00${site}`],
        })),
        outputs: { image: { kind: "image", memoryDir: null, store: stored({ dtype: null }) } },
      },
    ],
    ...(gpu === null ? {} : gpuField(gpu.adapter)),
  });
}

/** A well of one site with a step on its GPU, and one after it that runs `chain` on the CPU. */
export function gpuThenCpuWell(well: string, chain: readonly CallFixture[], gpu: CompiledFor): ProcessingContext {
  const group = { key: "s001", coordinates: { site: 1 }, images: ["s001"] };
  const image = { kind: "image", memoryDir: null, store: stored({ dtype: null }) };
  return contextOf({
    well,
    planes: [{ path: `${well}_s1.tif`, site: 1 }],
    steps: [
      {
        name: "onGpu",
        chain: onGpu(["third"]),
        groups: [{ ...group, inputs: { image: [0] } }],
        outputs: { image: { ...image, memoryDir: "step0_onGpu" } },
      },
      {
        name: "onCpu",
        chain,
        inputs: { image: fromStep(0) },
        groups: [{ ...group, inputs: { image: [0] } }],
        outputs: { image },
      },
    ],
    ...gpuField(gpu.adapter),
  });
}

/** A well that reports as JSON where it was computed. */
export function placeWell(well: string, gpu: CompiledFor | null): ProcessingContext {
  const chain = [{ call: "place", outputs: { place: "json:place" } }];
  return contextOf({
    well,
    planes: [{ path: `${well}_s1.tif`, site: 1 }],
    steps: [
      {
        name: "only",
        chain: gpu === null ? chain : onGpu(chain, gpu.fallback),
        groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0] } }],
        outputs: { "json:place": { kind: "json", store: storedValue("place", ".json") } },
      },
    ],
    ...(gpu === null ? {} : gpuField(gpu.adapter)),
  });
}

/** Two sites of each well, 3 × 2 samples, all different. */
export async function writeGpuWells(folders: PlateFolders, wells: readonly string[]): Promise<void> {
  for (const [i, well] of wells.entries())
    for (const site of [1, 2])
      await folders.writeSource(`${well}_s${site}.tif`, [
        [10 * i, site, 7],
        [i, 65535 - i, 100 * site],
      ]);
}
