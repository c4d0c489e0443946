import type {
  BackendCatalogue,
  Catalogue,
  CompiledPlate,
  Diagnostic,
  HostFacts,
  PipelineSpec,
  PlateManifest,
  ResolvedConfig,
} from "@ohcs/context";
import type { ConfigLayer } from "./config/config-source.ts";
import type { SuppliedFacts } from "./draft/reduction-plan.ts";
import { sortDiagnostics } from "./findings/findings.ts";
import { assignGpus } from "./passes/assign-gpus.ts";
import { checkContracts } from "./passes/check-contracts.ts";
import { chooseBackends } from "./passes/choose-backends.ts";
import { cutIntoPhases } from "./passes/cut-into-phases.ts";
import { declareZarrStores } from "./passes/declare-zarr-stores.ts";
import { estimatePlate, type PlateEstimate } from "./passes/estimate-plate.ts";
import { freezeBatch } from "./passes/freeze-batch.ts";
import { freezePlate } from "./passes/freeze-plate.ts";
import { groupItems } from "./passes/group-items.ts";
import { linkInputs } from "./passes/link-inputs.ts";
import { planMaterialization } from "./passes/plan-materialization.ts";
import { planPaths } from "./passes/plan-paths.ts";
import { resolveSteps } from "./passes/resolve-steps.ts";
import { selectImages } from "./passes/select-images.ts";
import { spreadSteps } from "./passes/spread-steps.ts";
import { stateManifest } from "./passes/stated-manifest.ts";
import { rowsOfWells } from "./reductions/rows-of-wells.ts";

/** All inputs of a compilation: values, gathered beforehand. None is changed. */
export interface CompileInput {
  readonly pipeline: PipelineSpec;
  readonly manifest: PlateManifest;
  readonly catalogue: Catalogue;
  /** The backends of {@link backendsNamed}, and that of plain files. */
  readonly backends: BackendCatalogue;
  readonly host: HostFacts;
  readonly config: ResolvedConfig;
  /** Settings from the command line: they override the settings of steps. */
  readonly overrides?: ConfigLayer;
  /**
   * The `wellFilter` of the plate, if `config` selects only some of its wells: a reduction takes all of them into
   * account, and steps that feed an artifact run for all of them. @default the selected wells
   */
  readonly population?: readonly string[];
  /** Problems found before, for example in the configuration: reported together with the others. */
  readonly notices?: readonly Diagnostic[];
  /** Tables and JSON that the pipeline names, by file name as written. */
  readonly supplied?: Readonly<Record<string, SuppliedFacts>>;
  /** A plate map for this run; it overrides one in the pipeline. */
  readonly plateMap?: SuppliedFacts;
}

/** A compiled plate, or all the problems. */
export interface CompileOutcome {
  /** Sorted by step, parameter, well and code; warnings among them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Null where any diagnostic is an error. */
  readonly plate: CompiledPlate | null;
  /**
   * The reductions over plates, for this plate only: {@link joinBatch} joins those of several. Null if the pipeline has
   * none, or cannot be compiled.
   */
  readonly batch: CompiledPlate | null;
  readonly estimate: PlateEstimate;
}

/**
 * Compiles a pipeline for a plate: one frozen context per well and reduction, or every problem at once. Pure and
 * synchronous: it reads only its input, writes nothing, and returns equal bytes for equal input.
 */
export function compilePlate(input: CompileInput): CompileOutcome {
  const { catalogue, host, config, supplied = {}, plateMap = null, notices = [] } = input;

  const stated = stateManifest(input.manifest, config);
  const { manifest } = stated;
  const pipeline = resolveSteps({ ...input, manifest });
  const phases = cutIntoPhases({ pipeline, catalogue, supplied, plateMap, parquet: config.parquet, manifest });
  const { steps, levels, reductions, artifacts } = phases;
  const population = reductions.length > 1 ? (input.population ?? null) : null;
  const selection = selectImages({ manifest, config, steps, population });
  const backends = chooseBackends({ manifest, catalogue: input.backends, config, steps });
  const { plateId } = manifest;
  const paths = planPaths({ plateId, pipelineName: pipeline.name, host, config, steps, backends });
  const linked = linkInputs({ steps, absent: pipeline.absent, artifacts, supplied, selection, manifest });
  const grouped = groupItems({ selection: linked, steps, manifest, sequential: pipeline.sequentialComponents });
  const materialized = planMaterialization({ selection: grouped, paths, reductions });
  const contracted = checkContracts({ selection: materialized, places: manifest, reductions });
  const declared = declareZarrStores({ selection: contracted, paths });
  const assigned = assignGpus({
    selection: declared,
    entries: pipeline.entries,
    grid: manifest.grid,
    inventory: host.gpu,
  });
  const stretches = spreadSteps({ selection: assigned, levels });
  const estimated = estimatePlate({ selection: assigned, stretches, host, config });

  const passes = [
    stated,
    pipeline,
    phases,
    selection,
    backends,
    paths,
    linked,
    grouped,
    materialized,
    contracted,
    declared,
    assigned,
    estimated,
  ];
  const diagnostics = sortDiagnostics([...notices, ...manifest.notices, ...passes.flatMap(({ findings }) => findings)]);
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  const { name } = pipeline;
  const plate = isSound
    ? freezePlate({
        name,
        manifest,
        config,
        selection: assigned,
        stretches,
        reductions: rowsOfWells(reductions, grouped.structures),
        artifacts,
        paths,
        backends,
      })
    : null;
  const batch = plate === null ? null : freezeBatch({ plate, config, reductions: phases.batch, paths, backends });
  return { diagnostics, plate, batch, estimate: estimated.estimate };
}
