import { type CompileInput, compilePlate, resolveConfig } from "@ohcs/compiler";
import { type CompiledPlate, catalogueOf, encodeContext, type HostFacts } from "@ohcs/context";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import * as functions from "@ohcs/functions";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { retainedHeap } from "../machine/retained-heap.ts";
import { elapsed, interleave, paired, summarize } from "../statistics/rounds.ts";
import { EIGHT_STEPS } from "./eight-steps.ts";
import { CHANNELS, largePlate, SITES } from "./large-plate.ts";

const SIZES = ["24", "96", "384", "1536"] as const;
/** A plate of 96 wells with four times as many images in each. */
const MORE_SITES = 4 * SITES;

/** Time to compile plates of growing size, and what the compiled plate holds in memory. */
export const compileTime: Benchmark = {
  name: "compile",
  summary: "pipeline and manifest to frozen contexts, 24 to 1536 wells",
  run,
};

async function run({ quick, say }: BenchmarkSetting): Promise<object> {
  const inputs = SIZES.map((size) => [size, inputFor(Number(size))] as const);
  const measures = inputs.map(([size, input]) => [size, () => elapsed(() => compiled(input))] as const);
  const dense = inputFor(96, MORE_SITES);
  const contestants = { ...Object.fromEntries(measures), dense: () => elapsed(() => compiled(dense)) };
  const times: Readonly<Record<string, number[]>> = await interleave(quick ? 2 : 9, contestants);
  const plates = inputs.map(([size, input]) => {
    const wells = Number(size);
    const [ms, heap] = [summarize(times[size] ?? []), retainedHeap(() => compiled(input))];
    say(`  ${wells} wells: ${ms.median.toFixed(0)} ms`);
    const each = { msPerWell: ms.median / wells, heapBytesPerWell: heap.bytes / wells };
    return { wells, ms, ...each, heapBytes: heap.bytes, wireBytesOfLastWell: wireBytes(heap.value) };
  });
  const perWell = (size: number) =>
    paired(times["1536"] ?? [], times[size] ?? [], (large, small) => large / 1536 / (small / size));
  const perImage = paired(times.dense ?? [], times["96"] ?? [], (many, few) => many / MORE_SITES / (few / SITES));
  const plate = { sites: SITES, channels: CHANNELS.length, steps: EIGHT_STEPS.steps.length };
  return {
    plate,
    plates,
    perWell1536OverPerWell96: perWell(96),
    perWell1536OverPerWell384: perWell(384),
    perImage36SitesOverPerImage9Sites: perImage,
  };
}

function compiled(input: CompileInput): CompiledPlate {
  const { plate, diagnostics } = compilePlate(input);
  if (plate === null) throw new Error(`Cannot compile: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return plate;
}

function inputFor(wells: number, sites = SITES): CompileInput {
  const manifest = largePlate(wells, sites);
  const output = { root: `${manifest.root}_openhcs`, writable: true, freeBytes: null, earlier: null };
  const host: HostFacts = { cores: 2, memoryBytes: 64 * 2 ** 30, gpu: null, output, sourceRoot: manifest.root };
  const catalogue = catalogueOf({ "@ohcs/functions": { ...functions } });
  return { pipeline: EIGHT_STEPS, manifest, catalogue, backends: builtInBackends, host, config: resolveConfig() };
}

function wireBytes(plate: CompiledPlate): number {
  const last = plate.phases.first()?.contexts.last();
  return last === undefined ? 0 : new TextEncoder().encode(encodeContext(last)).length;
}
