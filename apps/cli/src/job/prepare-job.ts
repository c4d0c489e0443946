import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { compilePlate, outputRootOf, type PlateEstimate, resolveConfig } from "@ohcs/compiler";
import {
  type Catalogue,
  type CompiledPlate,
  catalogueOf,
  type Diagnostic,
  type PlateManifest,
  type ResolvedConfig,
  type Table,
} from "@ohcs/context";
import * as ownFunctions from "@ohcs/functions";

import { loadPipeline } from "../pipeline/load-pipeline.ts";
import type { LoadedPipeline } from "../pipeline/loaded-pipeline.ts";
import type { UserModule } from "../pipeline/user-module.ts";
import { openSource } from "../plate/open-source.ts";
import { configLayer } from "./config-layer.ts";
import { hostFacts } from "./host-facts.ts";
import type { JobValues } from "./job-values.ts";
import { readPlateMap, readSuppliedTables } from "./supplied-tables.ts";

/** A pipeline compiled for a plate: everything that a run needs, or all that speaks against it. */
export interface Job {
  readonly manifest: PlateManifest;
  readonly config: ResolvedConfig;
  readonly diagnostics: readonly Diagnostic[];
  /** Null where a diagnostic is an error. */
  readonly plate: CompiledPlate | null;
  readonly estimate: PlateEstimate | null;
  /** Absolute root of the output plate. */
  readonly outputRoot: string;
  readonly modules: readonly UserModule[];
  /** Tables that the user supplied, by hash. */
  readonly tables: Readonly<Record<string, Table>>;
}

/** Opens, loads and compiles; reads only. @throws whatever opening the plate or loading the pipeline throws */
export async function prepareJob(values: JobValues, directory: string): Promise<Job> {
  const config = resolveConfig({ numWorkers: availableParallelism() }, configLayer(values, directory));
  const loaded = await loadPipeline(values.pipeline, directory);
  const manifest = await openSource(values.plate, values.pattern, directory);
  // `-o` names the output plate itself.
  const outputRoot = values.output === undefined ? outputRootOf(manifest, config) : resolve(directory, values.output);
  const { modules } = loaded;
  if (loaded.pipeline === null)
    return {
      manifest,
      config,
      diagnostics: loaded.diagnostics,
      plate: null,
      estimate: null,
      outputRoot,
      modules,
      tables: {},
    };
  const supplied = await readSuppliedTables(loaded.pipeline, loaded.folder);
  const map = values.plateMap === undefined ? null : await readPlateMap(resolve(directory, values.plateMap));
  const compiled = compilePlate({
    ...{ manifest, config, pipeline: loaded.pipeline, catalogue: catalogueFor(loaded) },
    ...{ host: await hostFacts(outputRoot), supplied: supplied.facts },
    ...(map === null ? {} : { plateMap: map.facts }),
  });
  const tables = map === null ? supplied.tables : { ...supplied.tables, [map.sha256]: map.table };
  return { manifest, config, outputRoot, modules, tables, ...compiled };
}

function catalogueFor({ modules }: LoadedPipeline): Catalogue {
  const users = Object.fromEntries(modules.map(({ name, exports }) => [name, exports]));
  return catalogueOf({ "@ohcs/functions": { ...ownFunctions }, ...users });
}
