import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Catalogue, catalogueOf } from "@ohcs/context";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import { readImageHeader } from "@ohcs/filemanager/disk";
import * as functions from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { createOrchestrator, type Orchestrator, type OrchestratorOptions } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { type TinyPlateOptions, tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";

import * as batchFunctions from "./batch-functions.ts";
import { BATCH_MODULE } from "./batch-functions.ts";

const NAMES = ["@ohcs/functions", "@ohcs/filemanager/disk", "@ohcs/filemanager/memory", "@ohcs/filemanager/zarr"];

/** Where the tests have the modules that contexts name. */
export const MODULES = {
  ...Object.fromEntries(NAMES.map((name) => [name, import.meta.resolve(name)])),
  [BATCH_MODULE]: import.meta.resolve("./batch-functions.ts"),
};

const catalogue: Catalogue = catalogueOf({
  "@ohcs/functions": { ...functions },
  [BATCH_MODULE]: { ...batchFunctions },
});

/** Several small plates in folders of their own, by name. */
export interface SamplePlates {
  readonly folder: string;
  readonly roots: Readonly<Record<string, string>>;
  orchestrator(options: Partial<OrchestratorOptions>): Orchestrator;
  remove(): Promise<void>;
}

/** Plates of these names, each with images of its own. */
export async function makeSamplePlates(names: readonly string[], options: TinyPlateOptions): Promise<SamplePlates> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-plates-"));
  const roots: Record<string, string> = {};
  for (const [i, name] of names.entries()) {
    const { plateFolder } = await writePlate(tinyPlate({ ...options, name, seed: i + 1 }), join(folder, `source-${i}`));
    roots[name] = plateFolder;
  }
  return { folder, roots, orchestrator: orchestratorOf, remove: () => rm(folder, { recursive: true, force: true }) };
}

function orchestratorOf(options: Partial<OrchestratorOptions>): Orchestrator {
  return createOrchestrator({
    plateRoot: "",
    openPlate: (root) => openPlate(root, { readHeader: readImageHeader }),
    catalogue,
    backends: async () => ({ catalogue: builtInBackends }),
    modules: MODULES,
    host: nodePlateHost(),
    ...options,
  });
}

/** A small plate on disk, wells A01 and B02, two z planes, and its plate map. */
export interface SamplePlate {
  readonly folder: string;
  readonly plateRoot: string;
  readonly plateMapFile: string;
  orchestrator(options?: Partial<OrchestratorOptions>): Orchestrator;
  remove(): Promise<void>;
}

export async function makeSamplePlate(options: TinyPlateOptions = { z: 2 }): Promise<SamplePlate> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-orchestrator-"));
  const { plateFolder, plateMapFile } = await writePlate(tinyPlate(options), folder);
  return {
    folder,
    plateRoot: plateFolder,
    plateMapFile,
    orchestrator: (options) => orchestratorOf({ plateRoot: plateFolder, ...options }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
