import { frozenFromJson, type Json, type PlateManifest, type ResolvedConfig } from "@ohcs/context";
import type { Map as ImmutableMap } from "immutable";

type Backends = ImmutableMap<string, ImmutableMap<string, unknown>>;

const VERSION = "1.0.0";
const DISK = { module: "@ohcs/filemanager/disk", export: "diskBackend", version: VERSION };
const ZARR = { module: "@ohcs/filemanager/zarr", export: "zarrBackend", version: VERSION };
const MEMORY = { module: "@ohcs/filemanager/memory", export: "memoryBackend", version: VERSION };

/** The backends of wells: the source plate read-only, the memory between steps, the output plate. */
export function wellBackends({ backend = "disk" }: Pick<PlateManifest, "backend">, config: ResolvedConfig): Backends {
  const source = { use: backend === "zarr" ? ZARR : DISK, with: { root: "source", readOnly: true } };
  return frozen({ source, ...outputBackends(config) });
}

/** The backends of reductions, which never see the source plate. */
export function reductionBackends(config: ResolvedConfig): Backends {
  return frozen(outputBackends(config));
}

/** The backends of reductions over plates: the folder in which the output plates lie is read-only. */
export function batchBackends(): Backends {
  const plates = { use: DISK, with: { root: "source", readOnly: true } };
  return frozen({ plates, memory: { use: MEMORY, with: {} }, disk: { use: DISK, with: { root: "output" } } });
}

function outputBackends({ tiff: { compression, predictor }, materializationBackend }: ResolvedConfig) {
  const zarr = { zarr: { use: ZARR, with: { root: "output" } } };
  return {
    ...(materializationBackend === "zarr" ? zarr : {}),
    memory: { use: MEMORY, with: {} },
    disk: { use: DISK, with: { root: "output", tiff: { compression, predictor } } },
  };
}

function frozen(backends: Json): Backends {
  return frozenFromJson(backends, "backends") as Backends;
}
