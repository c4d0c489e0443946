import {
  areasOfRuns,
  keepRuns,
  paintRuns,
  RUN,
  runsOfStoredLabels,
  runsOfStoredMask,
  type StoredRuns,
} from "../labels/stored-runs.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { type Size, STORED_FLOATS, samplesOf } from "../wasm/stored-plane.ts";
import { DIM, NOISE_RADIUS } from "./nucleus.ts";
import { type NucleiOptions, type Scales, type Scene, type StoredNuclei, storeNuclei } from "./stored-nuclei.ts";

/**
 * Looks at what stands above half of the threshold, and of noise, without any of the nuclei found in it: cytoplasm and haze are connected with a nucleus
 * there. Adds what is dim beside those, nearly as large and sharp, to `labels`, and returns how many there are now: none where more of such small ones stand
 * there than were found, for those are the highest bumps of noise.
 *
 * @param least The least threshold, a height: a given bound holds here, too.
 */
export function lookAgain(
  { heights, foreground }: Pick<Scene, "heights" | "foreground">,
  labels: number,
  { count, sharpness }: StoredNuclei,
  scales: Scales,
  options: NucleiOptions,
  least: number,
): number {
  const limit = Math.max(DIM.threshold * scales.limit, scales.step, least);
  const samples = samplesOf(heights);
  return inArena((kernels, arena) => {
    const bound = arena.upload(Float64Array.of(limit));
    kernels.countExceeded(STORED_FLOATS, heights.address, foreground.address, samples, bound, 1);
    const minArea = DIM.typicalAreas * Math.PI * scales.radius * scales.radius;
    const parts = withoutLabels(arena, runsOfStoredMask(arena, foreground, 8), labels, samples, minArea);
    if (scales.radius < NOISE_RADIUS && parts.most > count) {
      arena.view(labels, new Uint32Array(0), samples).fill(0);
      return 0;
    }
    if (parts.length === 0) return count;
    paintMask(arena, parts, foreground.address, samples);
    const dim = arena.allocate(4 * samples);
    const lower = { ...scales, limit, floor: DIM.threshold * scales.floor };
    const bars = { typicalAreas: DIM.typicalAreas, sharpness: DIM.sharpness * sharpness };
    const added = storeNuclei({ heights, foreground, parts }, dim, lower, options, bars);
    return added.count === 0 ? count : joinLabels(arena, labels, dim, heights, count);
  });
}

/** Writes labels beside `count` others where there are none, numbers all in raster order, and returns how many they are. */
function joinLabels(arena: Arena, labels: number, others: number, size: Size, count: number): number {
  const [all, added] = [labels, others].map((address) => arena.view(address, new Uint32Array(0), samplesOf(size)));
  for (let i = 0; i < all!.length; i++) if (all![i] === 0 && added![i] !== 0) all![i] = count + added![i]!;
  const joined = keepRuns(runsOfStoredLabels(arena, labels, size), () => true);
  paintRuns(arena, joined, labels, size);
  return joined.most;
}

/** Where starts, ends and labels stand in a run, in words. */
const [WORDS, END, LABEL] = [RUN / 4, 1, 3];

/** The parts of so many pixels in which no label lies. */
function withoutLabels(arena: Arena, parts: StoredRuns, labels: number, samples: number, minArea: number): StoredRuns {
  const isOut = Uint8Array.from(areasOfRuns(parts), (area) => (area < minArea ? 1 : 0));
  const words = arena.view(parts.address, new Uint32Array(0), WORDS * parts.length);
  const nuclei = arena.view(labels, new Uint32Array(0), samples);
  for (let run = 0; run < words.length; run += WORDS) {
    const part = words[run + LABEL]!;
    for (let i = words[run]!; isOut[part] === 0 && i < words[run + END]!; i++) if (nuclei[i] !== 0) isOut[part] = 1;
  }
  return keepRuns(parts, (part) => isOut[part] === 0);
}

function paintMask(arena: Arena, { address, length }: StoredRuns, target: number, samples: number): void {
  const words = arena.view(address, new Uint32Array(0), WORDS * length);
  const mask = arena.view(target, new Uint8Array(0), samples).fill(0);
  for (let run = 0; run < words.length; run += WORDS) mask.fill(1, words[run], words[run + END]);
}
