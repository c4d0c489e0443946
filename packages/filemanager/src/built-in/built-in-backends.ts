import { type BackendCatalogue, backendEntry } from "@ohcs/context";
import { diskBackend } from "../disk/disk-backend.ts";
import { BUILT_IN_BACKENDS } from "../manager/built-in-backends.ts";
import { memoryBackend } from "../memory/memory-backend.ts";
import { zarrBackend } from "../zarr/zarr-backend.ts";

const { disk, zarr, memory } = BUILT_IN_BACKENDS;

/** Disk, zarr and memory, by these names. */
export const builtInBackends: BackendCatalogue = Object.freeze({
  files: "disk",
  backends: Object.freeze({
    disk: backendEntry(diskBackend, { ...disk, version: diskBackend.version }),
    zarr: backendEntry(zarrBackend, { ...zarr, version: zarrBackend.version }),
    memory: backendEntry(memoryBackend, { ...memory, version: memoryBackend.version }),
  }),
});
