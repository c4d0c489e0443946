import { readdir, rename, truncate } from "node:fs/promises";
import { join } from "node:path";
import { diskBackend } from "@ohcs/filemanager/disk";
import { expect } from "vitest";
import { runOhcs } from "./run-ohcs.ts";

/** The wells of {@link flawedPlate} and {@link stitchedPlate} with a flaw. */
export const FLAWED = { failing: "A02", dim: "B04", blurred: "C05", mixedUp: "A03" } as const;

/**
 * A plate as screeners know them, below `folder`: of one well an image was cut short, one is dim, one is out of focus. Run as it should be
 * into `out`, and with its channels mistaken for each other into `mistaken`.
 */
export async function flawedPlate(folder: string): Promise<void> {
  const options = ["--name", "plate", "--plate", "24", "--wells", "24", "--grid", "1x1", "--tile", "256x256"];
  await succeed(folder, ["synth", ".", ...options, "--channels", "2", "--z", "1", "--cells", "40", "--seed", "5"], 0);
  const root = join(folder, "plate");
  const images = (await readdir(root, { recursive: true })).filter((path) => /\.tif$/i.test(path)).toSorted();
  const of = (well: string) => images.filter((path) => path.includes(`_${well}_`));
  await truncate(join(root, of(FLAWED.failing)[0] ?? ""), 200);
  for (const path of of(FLAWED.dim)) await change(root, path, (data) => data.map((value) => 100 + (value - 100) / 5));
  for (const path of of(FLAWED.blurred)) await change(root, path, (data, width) => blurred(data, width));
  const run = (roles: string, output: string) =>
    succeed(
      folder,
      ["run", "plate", "-p", "preset:measure", "--channel", roles, "--plate-map", "plate-map.csv", "-o", output],
      3,
    );
  await run("nuclei=1,reporter=2", "out");
  await run("nuclei=2,reporter=1", "mistaken");
}

/** A plate of four overlapping tiles a well, stitched into `stitched/out`; of one well two tiles were mistaken for each other. */
export async function stitchedPlate(folder: string): Promise<void> {
  const options = ["--name", "tiles", "--plate", "24", "--wells", "8", "--grid", "2x2", "--tile", "192x192"];
  const images = ["--overlap", "0.2", "--channels", "1", "--z", "1", "--cells", "60", "--seed", "5"];
  await succeed(folder, ["synth", "stitched", ...options, ...images], 0);
  const root = join(folder, "stitched", "tiles", "TimePoint_1");
  const tile = (site: number) => join(root, `tiles_${FLAWED.mixedUp}_s${site}_w1.TIF`);
  await rename(tile(2), `${tile(2)}.kept`);
  await rename(tile(3), tile(2));
  await rename(`${tile(2)}.kept`, tile(3));
  const argv = ["-p", "preset:stitch-and-count", "--channel", "nuclei=1", "-o", "stitched/out"];
  await succeed(folder, ["run", "stitched/tiles", ...argv], 0);
}

async function succeed(folder: string, argv: readonly string[], exitCode: number): Promise<void> {
  const ended = await runOhcs(folder, argv, undefined, { OHCS_REPORT: "true" });
  expect([ended.exitCode, ended.err]).toEqual([exitCode, expect.any(String)]);
}

async function change(root: string, path: string, changed: (data: Float32Array, width: number) => Float32Array) {
  const backend = await diskBackend.create({ root });
  const image = await backend.load(path);
  const data = Uint16Array.from(changed(Float32Array.from(image.data), image.shape.at(-1) ?? 0), Math.round);
  await backend.save(path, { ...image, data }, { ifExists: "replace" });
  await backend.close();
}

/** As seen far from the focal plane: means over rows and columns, thrice. */
function blurred(data: Float32Array, width: number): Float32Array {
  let plane = data;
  for (const step of [1, width, 1, width, 1, width]) {
    const from = plane;
    plane = from.map((_, at) => {
      let [sum, count] = [0, 0];
      for (let i = -6; i <= 6; i++) {
        const value = from[at + i * step];
        if (value === undefined) continue;
        sum += value;
        count++;
      }
      return sum / count;
    });
  }
  return plane;
}
