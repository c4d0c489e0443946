import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AllocatePixels, allocatePixels, type PixelArray } from "@ohcs/context";
import { openPlaneMemory, withResultsIn } from "@ohcs/kernels";
import type { BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON, openPythonPeer, type PythonPeer } from "../machine/python-peer.ts";
import { elapsed, interleave, type Measure, type Summary, summarize } from "../statistics/rounds.ts";
import { type BenchPlanes, benchPlanes, placedPlanes, SAMPLES, type Samples } from "./bench-planes.ts";
import { OPERATIONS } from "./peer-operations.ts";

export const LIBRARIES = ["scikitImage", "opencv", "simpleItk"] as const;

export type Library = (typeof LIBRARIES)[number];

/** One operation on planes of one size and sample type, ms. */
export interface KernelRow {
  readonly kernel: string;
  readonly side: number;
  readonly samples: Samples;
  /** On planes in the memory of kernels, where results go as well: as in a run. */
  readonly ohcs: Summary;
  /** On arrays from elsewhere, which are copied into that memory, and results out of it. */
  readonly ohcsCopied: Summary;
  /** The physical floor: the plane copied once, into memory that was used before. */
  readonly copyMs: number;
  /** `ratio` is the time of a peer by ours: above 1 we are faster. */
  readonly peers: Readonly<Partial<Record<Library, { readonly ms: Summary; readonly ratio: number }>>>;
}

/** Each kernel on one thread, by turns with scikit-image (or SciPy, NumPy), OpenCV and SimpleITK on one thread. */
export async function againstPeers({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const python = findPython();
  if (python === null) return { rows: [], geometricMean: NO_PYTHON };
  const peer = await openPythonPeer(python, "kernel_times.py", [folder]);
  const rows: KernelRow[] = [];
  for (const side of quick ? [128] : [512, 1080, 2160]) {
    for (const samples of Object.keys(SAMPLES) as Samples[]) {
      say(`  kernels: ${side} × ${side} px, ${samples}`);
      const planes = benchPlanes(side, samples);
      await writePlanes(join(folder, `${samples}-${side}.raw`), planes);
      const memory = openPlaneMemory(ADDRESSES);
      const placed = placedPlanes(planes, memory.allocate);
      const [lent, copied] = [new LentResults(memory), new LentResults()];
      for (const [kernel, { on, run }] of Object.entries(OPERATIONS)) {
        if (!on.includes(samples)) continue;
        const ours = {
          ohcs: timesOf(() => run(placed), lent),
          ohcsCopied: timesOf(() => run(planes), copied),
        };
        rows.push(await rowOf({ kernel, side, samples }, ours, planes, peer));
      }
      memory.close();
    }
  }
  await peer.close();
  const geometricMean = Object.fromEntries(LIBRARIES.map((library) => [library, meanOf(rows, library)]));
  return { peers: peer.greeting, rows, geometricMean };
}

async function writePlanes(path: string, { stack }: BenchPlanes): Promise<void> {
  await writeFile(path, Buffer.concat(stack.map(({ data }) => new Uint8Array(data.buffer))));
}

/** As workers of a run have them. */
const ADDRESSES = 2 ** 32;
/** What takes longer than this, ms, is measured by its first call alone. */
const SLOW_MS = 600;
/** What takes less, ms, is called twice in a row; `BRIEF_MS` of `tools/parity/kernel_times.py` is the same. */
const BRIEF_MS = 50;
/** The slowest of the others takes so long in all rounds together, ms. */
const ROUNDS_MS = 200;
const ROUNDS = { least: 3, most: 7 } as const;
/** Code that ran this often and long is compiled to its best, as on a plate. */
const WARM = { calls: 5, ms: 60 } as const;

type Subject = Pick<KernelRow, "kernel" | "side" | "samples">;

async function rowOf(
  subject: Subject,
  ours: Readonly<Record<"ohcs" | "ohcsCopied", Measure>>,
  planes: BenchPlanes,
  peer: PythonPeer,
): Promise<KernelRow> {
  const copied = planes.image.data.slice();
  const contestants: Record<string, Measure> = {
    ...ours,
    copy: async () => {
      copied.set(planes.image.data);
      return elapsed(() => copied.set(planes.image.data));
    },
  };
  const firsts: Record<string, number> = { ohcs: await warm(ours.ohcs), ohcsCopied: await warm(ours.ohcsCopied) };
  for (const library of LIBRARIES) {
    const ask = () => peer.ask([library, subject.kernel, subject.side, subject.samples].join("\t"));
    const answer = await ask();
    if (answer === "none") continue;
    firsts[library] = Number(answer);
    if (firsts[library] < SLOW_MS) contestants[library] = async () => Number(await ask());
  }
  const slowest = Math.max(...Object.values(firsts).filter((ms) => ms < SLOW_MS));
  const rounds = Math.max(ROUNDS.least, Math.min(ROUNDS.most, Math.floor(ROUNDS_MS / slowest)));
  const times = await interleave(rounds, contestants);
  return { ...subject, ...ratiosOf(firsts, times), copyMs: summarize(times.copy ?? []).median };
}

/**
 * Measures a call into arrays that are lent, as the peers measure theirs: of two in a row the second counts, which finds the plane in
 * the caches, like one that the call before in a chain has written. Only what takes long is called once.
 */
function timesOf(run: () => unknown, lent: LentResults): Measure {
  const call = async () => {
    const ms = await elapsed(() => withResultsIn(lent.allocate, run));
    lent.takeBack();
    return ms;
  };
  return async () => {
    const first = await call();
    return first < BRIEF_MS ? call() : first;
  };
}

/** The time of the last of some calls. */
async function warm(measure: Measure): Promise<number> {
  let last = 0;
  for (let calls = 0, ms = 0; calls < WARM.calls || ms < WARM.ms; calls++) {
    last = await measure();
    ms += last;
    if (last > WARM.ms) break;
  }
  return last;
}

function ratiosOf(firsts: Readonly<Record<string, number>>, times: Readonly<Record<string, number[]>>) {
  const summaryOf = (name: string) => summarize(times[name] ?? [firsts[name] ?? Number.NaN]);
  const [ohcs, ohcsCopied] = [summaryOf("ohcs"), summaryOf("ohcsCopied")];
  const measured = LIBRARIES.filter((library) => library in firsts);
  const peers = measured.map((library) => {
    const ms = summaryOf(library);
    return [library, { ms, ratio: ms.median / ohcs.median }] as const;
  });
  return { ohcs, ohcsCopied, peers: Object.fromEntries(peers) };
}

function meanOf(rows: readonly KernelRow[], library: Library): number {
  const logarithms = rows.flatMap(({ peers }) => (peers[library] ? [Math.log(peers[library].ratio)] : []));
  return Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length);
}

/**
 * Arrays for results as a worker of a run lends them to functions (decision 18): those of the call before, by type and length. The
 * allocators of the peers give memory that was just freed as well.
 */
class LentResults {
  readonly #free = new Map<string, PixelArray[]>();
  readonly #lent: (readonly [key: string, array: PixelArray])[] = [];
  readonly #memory: { readonly allocate: AllocatePixels };

  constructor(memory: { readonly allocate: AllocatePixels } = { allocate: allocatePixels }) {
    this.#memory = memory;
  }

  readonly allocate: AllocatePixels = (dtype, length) => {
    const key = `${dtype} ${length}`;
    const array = this.#free.get(key)?.pop() ?? this.#memory.allocate(dtype, length);
    this.#lent.push([key, array]);
    return array;
  };

  /** Nothing that was lent is used any more. */
  takeBack(): void {
    for (const [key, array] of this.#lent.splice(0)) this.#free.set(key, [...(this.#free.get(key) ?? []), array]);
  }
}
