import { catalogueOf, type HostFacts, type PipelineSpec, type PlateManifest } from "@ohcs/context";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import * as ownFunctions from "@ohcs/functions";
import { type CompileInput, compilePlate } from "../src/compile-plate.ts";
import { configFileSources } from "../src/config/config-file-sources.ts";
import { environmentSources } from "../src/config/environment-sources.ts";
import { traceConfig } from "../src/config/trace-config.ts";
import { functions } from "./catalogue-fixture.ts";
import { inventoryOf, sampleAdapter } from "./gpu-fixture.ts";
import { manifestOf, host as soundHost } from "./plate-fixture.ts";

/** All inputs of a compilation, in a form that allows mistakes. */
export interface TwinJob {
  pipeline: { name: string; steps: Record<string, unknown>[] };
  manifest: Mutable<PlateManifest>;
  host: { output: Mutable<HostFacts["output"]>; gpu: HostFacts["gpu"] } & Omit<HostFacts, "output" | "gpu">;
  configFile: Record<string, unknown>;
  variables: Record<string, string>;
  supplied: Record<string, unknown>;
}
type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export const FILE = "/lab/ohcs.config.yaml";
const { percentOfMap, gpuBlur, gpuTwin } = functions;
const catalogue = catalogueOf({
  "@ohcs/functions": { ...ownFunctions },
  "test:functions": { percentOfMap, gpuBlur, gpuTwin },
});

/** The clean twin: two wells, two sites, two channels, three z; every kind of link; calls on a GPU; a plate map; a configuration file. */
export function cleanJob(): TwinJob {
  const gfp = { from: "step:project", channel: "GFP" };
  return {
    pipeline: {
      name: "twin",
      steps: [
        { name: "project", func: { use: "maxProjection" } },
        {
          name: "smooth",
          func: { use: "gaussianBlur", with: { sigma: { um: 1 } } },
          inputs: { image: { from: "step:project", channel: "DAPI" } },
        },
        { name: "segment", func: { use: "segmentNuclei" }, inputs: { image: "step:smooth" }, emits: ["labels:nuclei"] },
        {
          name: "measure",
          func: { use: "measureObjects" },
          inputs: { gfp, labels: "labels:nuclei" },
          emits: ["table:nuclei"],
        },
        {
          name: "polish",
          inputs: { image: "step:project" },
          materialize: true,
          func: { DAPI: { use: "subtractBackground" }, GFP: [{ use: "median", with: { size: 3 } }] },
        },
        {
          name: "shine",
          inputs: { image: "step:project" },
          gpu: "require",
          channelFilter: ["DAPI"],
          func: [{ use: "gpuTwin" }, { use: "gpuBlur" }],
        },
        { kind: "reduce", name: "all", from: "table:nuclei", func: { use: "mergeTables" } },
        {
          kind: "reduce",
          name: "percent",
          from: "table:nuclei",
          with: { map: { file: "map.csv" } },
          func: { use: "percentOfMap", with: { column: "Area" } },
        },
      ],
    },
    manifest: { ...manifestOf() },
    host: { ...soundHost, output: { ...soundHost.output }, gpu: inventoryOf(sampleAdapter("board")) },
    configFile: {
      numWorkers: 2,
      zarr: { level: 3 },
      plates: { P: { wellFilter: ["A01:A02"] }, other: { retries: 1 } },
    },
    variables: { OHCS_RETRIES: "1" },
    supplied: {
      "map.csv": {
        sha256: "ab",
        table: {
          columns: ["well", "dose"],
          rows: [
            ["A01", 1],
            ["A02", 2],
          ],
        },
      },
    },
  };
}

/** Compiles as a program would: problems with the configuration are reported with the others. */
export function compileJob({ pipeline, manifest, host, configFile, variables, supplied }: TwinJob) {
  const file = configFileSources(FILE, configFile);
  const environment = environmentSources(variables);
  const stack = { global: [...file.global, ...environment.sources], plates: file.plates };
  const { config, diagnostics } = traceConfig(stack, manifest.plateId);
  return compilePlate({
    pipeline: pipeline as unknown as PipelineSpec,
    manifest,
    host,
    catalogue,
    config,
    backends: builtInBackends,
    supplied: supplied as CompileInput["supplied"] & object,
    notices: [...file.diagnostics, ...environment.diagnostics, ...diagnostics],
  });
}
