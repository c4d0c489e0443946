import { afterEach, beforeEach } from "vitest";
import { makePlateFolders, type PlateFolders } from "../plate-folders.ts";
import { writeGpuWells } from "./gpu-wells.ts";

const functionsUrl = new URL("../fixtures/gpu-functions.mjs", import.meta.url).href;

/** For each test of the file a new plate with two sites of each well, and the functions for GPUs. */
export function gpuFolders(wells: readonly string[]): () => PlateFolders {
  let folders: PlateFolders;
  beforeEach(async () => {
    folders = await makePlateFolders(functionsUrl);
    await writeGpuWells(folders, wells);
  });
  afterEach(() => folders.remove());
  return () => folders;
}
