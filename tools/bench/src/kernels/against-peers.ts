import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON, openPythonPeer, type PythonPeer } from "../machine/python-peer.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import { interleave, type Measure } from "../statistics/interleave.ts";
import { elapsed } from "../statistics/stopwatch.ts";
import { type Summary, summarize } from "../statistics/summary.ts";
import { type BenchPlanes, benchPlanes, ON_EVERY_TYPE, OPERATIONS, SAMPLES, type Samples } from "./peer-operations.ts";

const LIBRARIES = ["scikitImage", "opencv", "simpleItk"] as const;

type Library = (typeof LIBRARIES)[number];

/** One operation on planes of one size and sample type, ms. */
interface KernelRow {
  readonly kernel: string;
  readonly side: number;
  readonly samples: Samples;
  readonly ohcs: Summary;
  /** The physical floor: the plane copied once. */
  readonly copyMs: number;
  /** `ratio` is the time of a peer by ours: above 1 we are faster. */
  readonly peers: Readonly<Partial<Record<Library, { readonly ms: Summary; readonly ratio: number }>>>;
}

/** Each kernel on one thread, by turns with scikit-image (or SciPy, NumPy), OpenCV and SimpleITK on one thread. */
export async function againstPeers({ quick, say }: BenchmarkSetting): Promise<object> {
  const python = findPython();
  if (python === null) return { rows: [], geometricMean: NO_PYTHON };
  return await withScratchFolder(async (folder) => {
    const peer = await openPythonPeer(python, "kernel_times.py", [folder]);
    const rows: KernelRow[] = [];
    for (const side of quick ? [128] : [512, 1080, 2160]) {
      for (const samples of Object.keys(SAMPLES) as Samples[]) {
        say(`  kernels: ${side} × ${side} px, ${samples}`);
        const planes = benchPlanes(side, samples);
        await writePlanes(join(folder, `${samples}-${side}.raw`), planes);
        for (const kernel of kernelsFor(samples))
          rows.push(await rowOf({ kernel, side, samples }, planes, peer, quick ? 1 : 5));
      }
    }
    await peer.close();
    const geometricMean = Object.fromEntries(LIBRARIES.map((library) => [library, meanOf(rows, library)]));
    return { peers: peer.greeting, rows, geometricMean };
  });
}

function kernelsFor(samples: Samples): readonly string[] {
  return Object.keys(OPERATIONS).filter((name) => samples === "uint16" || ON_EVERY_TYPE.has(name));
}

async function writePlanes(path: string, { stack }: BenchPlanes): Promise<void> {
  await writeFile(path, Buffer.concat(stack.map(({ data }) => new Uint8Array(data.buffer))));
}

type Subject = Pick<KernelRow, "kernel" | "side" | "samples">;

async function rowOf(subject: Subject, planes: BenchPlanes, peer: PythonPeer, rounds: number): Promise<KernelRow> {
  const ask = (library: Library) => peer.ask([library, subject.kernel, subject.side, subject.samples].join("\t"));
  const contestants: Record<string, Measure> = {
    ohcs: () => elapsed(() => OPERATIONS[subject.kernel]?.(planes)),
    copy: () => elapsed(() => planes.image.data.slice()),
  };
  for (const library of LIBRARIES) {
    if ((await ask(library)) !== "none") contestants[library] = async () => Number(await ask(library));
  }
  const { ohcs = [], copy = [], ...others } = await interleave(rounds, contestants);
  const ours = summarize(ohcs);
  const peers = Object.fromEntries(
    Object.entries(others).map(([library, times]) => {
      const ms = summarize(times);
      return [library, { ms, ratio: ms.median / ours.median }];
    }),
  );
  return { ...subject, ohcs: ours, copyMs: summarize(copy).median, peers };
}

function meanOf(rows: readonly KernelRow[], library: Library): number {
  const logarithms = rows.flatMap(({ peers }) => (peers[library] ? [Math.log(peers[library].ratio)] : []));
  return Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length);
}
