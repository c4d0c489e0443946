import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Catalogue } from "@ohcs/context";
import { catalogueOf } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import * as functions from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { createOrchestrator, type Orchestrator, type OrchestratorOptions } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { type TinyPlateOptions, tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";

const NAMES = ["@ohcs/functions", "@ohcs/filemanager/disk", "@ohcs/filemanager/memory"];

/** Where the tests have the modules that contexts name. */
export const MODULES = Object.fromEntries(NAMES.map((name) => [name, import.meta.resolve(name)]));

const catalogue: Catalogue = catalogueOf({ "@ohcs/functions": { ...functions } });

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
    orchestrator: (options) =>
      createOrchestrator({
        plateRoot: plateFolder,
        openPlate: (root) => openPlate(root, { readHeader: readImageHeader }),
        catalogue,
        modules: MODULES,
        host: nodePlateHost(),
        ...options,
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
