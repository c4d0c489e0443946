import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import { compressedTiffs } from "./tiff/compressed-tiffs.ts";
import { plainTiffs } from "./tiff/plain-tiffs.ts";
import { zarrWriting } from "./zarr/zarr-writing.ts";

/** Reading TIFFs and writing OME-Zarr, against whoever else does it. */
export const storageSpeed: Benchmark = {
  name: "storage",
  summary: "TIFFs read and OME-Zarr written, against the bare bytes and other libraries",
  run: (setting) => withScratchFolder((folder) => run(setting, folder)),
};

async function run(setting: BenchmarkSetting, folder: string): Promise<object> {
  return {
    plainTiff: await plainTiffs(setting, folder),
    compressedTiff: await compressedTiffs(setting, folder),
    zarr: await zarrWriting(setting, folder),
  };
}
