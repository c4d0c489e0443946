import { atBest, elapsed, interleave, paired, processorTime, summarize } from "../../statistics/rounds.ts";
import type { ZarrWriting } from "./against-python.ts";
import { type BenchPlate, benchPlate } from "./bench-plate.ts";

const SMALLEST = 256;

/**
 * The cost of a save with a pyramid beyond saves of its levels as separate planes: that is, of computing the levels. In
 * processor time, which other programs disturb less than the clock.
 */
export async function pyramidShare({ root, path, image, storage, rounds }: ZarrWriting): Promise<object> {
  const side = image.shape[0] ?? 0;
  const levels = 1 + Math.max(0, Math.floor(Math.log2(side / SMALLEST)));
  const whole = await benchPlate(root, `${path}-pyramid.zarr`, image, { ...storage, levels });
  await whole.save();
  const apart: BenchPlate[] = [];
  for (let level = 0; level < levels; level++) {
    const plane = await whole.load(level);
    apart.push(await benchPlate(root, `${path}-level-${level}.zarr`, plane, { ...storage, levels: 1 }));
  }
  const saveApart = async () => {
    for (const { save } of apart) await save();
  };
  const cpu = await interleave(rounds, {
    pyramid: () => processorTime(whole.save),
    apart: () => processorTime(saveApart),
  });
  const ms = await interleave(rounds, {
    pyramid: () => elapsed(whole.save),
    first: () => elapsed(apart[0]?.save ?? whole.save),
  });
  return {
    levels,
    cpuMs: { pyramid: summarize(cpu.pyramid), apart: summarize(cpu.apart) },
    buildingShare: paired(cpu.pyramid, cpu.apart, beyond),
    atBest: atBest(cpu.pyramid, cpu.apart, beyond),
    withPyramidOverWithout: paired(ms.pyramid, ms.first),
  };
}

function beyond(all: number, parts: number): number {
  return (all - parts) / all;
}
