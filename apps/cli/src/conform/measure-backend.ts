import type { Backend, StoredImage } from "@ohcs/context";

/** What a plane of 512 × 512 uint16 costs: medians, in ms. */
export interface Measurement {
  /** How many planes were saved, and loaded, one after another. */
  readonly planes: number;
  readonly saveMs: number;
  readonly loadMs: number;
  /** Of a save among 16 that overlap. */
  readonly saveAtOnceMs: number;
}

const SIDE = 512;
const PLANES = 64;
const WARM_UP = 8;
const AT_ONCE = 16;
const ROUNDS = 8;

/** Times saves to new paths, and loads of what was saved. */
export async function measureBackend(backend: Backend): Promise<Measurement> {
  const image = noisyPlane();
  const saves: number[] = [];
  const loads: number[] = [];
  for (let i = 0; i < PLANES + WARM_UP; i++) {
    saves.push(await timeOf(() => backend.save(`single/${i}.tif`, image)));
    loads.push(await timeOf(() => backend.load(`single/${i}.tif`)));
  }
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const paths = Array.from({ length: AT_ONCE }, (_, i) => `round${round}/${i}.tif`);
    await backend.ensureDirectory(`round${round}`);
    rounds.push(await timeOf(() => Promise.all(paths.map((path) => backend.save(path, image)))));
  }
  return {
    planes: PLANES,
    saveMs: median(saves.slice(WARM_UP)),
    loadMs: median(loads.slice(WARM_UP)),
    saveAtOnceMs: median(rounds) / AT_ONCE,
  };
}

/** Background with noise, as a camera gives it: it does not compress to nothing. */
function noisyPlane(): StoredImage {
  const data = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => 300 + ((i * 7919) % 101) + (i % SIDE));
  return { data, shape: [SIDE, SIDE], dtype: "uint16", pixelSizeUm: 0.65 };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
