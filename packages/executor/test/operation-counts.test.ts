import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { compilePlate, resolveConfig } from "@ohcs/compiler";
import {
  catalogueOf,
  defineFunction,
  definePipeline,
  type ImageStack,
  NO_PARAMETERS,
  type PlateManifest,
  type PlateResult,
  step,
} from "@ohcs/context";
import { executePlate } from "@ohcs/executor";
import { inlineRunner } from "@ohcs/executor/inline";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import { readImageHeader } from "@ohcs/filemanager/disk";
import * as functions from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { nodeRunHost } from "@ohcs/records/host";
import { tinyPlate } from "@ohcs/testkit";
import { contextOf, MODULES } from "@ohcs/testkit/contexts";
import { writePlate } from "@ohcs/testkit/disk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AllocationCount, countAllocations } from "./count-allocations.ts";
import { type CopyCount, countCopies } from "./count-copies.ts";
import { countFileOperations, type FileOperations } from "./count-file-operations.ts";
import { makePlateFolders } from "./plate-folders.ts";
import { runAlone } from "./run-alone.ts";

/** What was done to the files of a source plate and of an output plate, by relative path. */
interface Counts {
  readonly manifest: PlateManifest;
  readonly result: PlateResult;
  readonly opened: Readonly<Record<string, number>>;
  readonly openedAgain: Readonly<Record<string, number>>;
  readonly replaced: Readonly<Record<string, number>>;
}

const WELLS = ["A01", "B02"];
let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), "ohcs-counts-"));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

/** Stores smoothed planes and counts nuclei in each: 2 wells × 2 sites × 3 z. */
const pipeline = definePipeline({
  name: "counted",
  per: ["site", "zIndex"],
  steps: [
    step("smooth", { func: functions.gaussianBlur({ sigma: 1 }), materialize: true }),
    step("count", { func: functions.countNuclei(), emits: ["table:nuclei"] }),
  ],
});

async function countedRun(backend: "disk" | "zarr"): Promise<Counts> {
  const { plateFolder } = await writePlate(tinyPlate({ wells: WELLS, sites: 2, z: 3 }), scratch);
  const output = join(scratch, "output");
  const manifest = await openPlate(plateFolder, { readHeader: readImageHeader });
  const facts = { root: output, writable: true, freeBytes: 1e9, earlier: null };
  const { plate, diagnostics } = compilePlate({
    pipeline,
    manifest,
    catalogue: catalogueOf({ "@ohcs/functions": functions }),
    backends: builtInBackends,
    host: { cores: 2, memoryBytes: 4e9, gpu: null, output: facts, sourceRoot: plateFolder },
    config: resolveConfig({ materializationBackend: backend }),
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (plate === null) throw new Error("Cannot count: expected a plate that compiles");
  const modules = Object.fromEntries(
    ["@ohcs/functions", "@ohcs/filemanager/disk", "@ohcs/filemanager/memory", "@ohcs/filemanager/zarr"].map((name) => [
      name,
      name,
    ]),
  );
  const counting = countFileOperations();
  try {
    const run = executePlate({
      plate,
      workers: 1,
      host: nodeRunHost(),
      runner: inlineRunner({ importModule: imported }),
      startup: { modules, roots: { source: plateFolder, output } },
    });
    const result = await run.result;
    return {
      manifest,
      result,
      opened: below(plateFolder, counting.opened),
      openedAgain: below(output, counting.opened),
      replaced: below(output, counting.replaced),
    };
  } finally {
    counting.stop();
  }
}

function imported(name: string) {
  if (name === "@ohcs/functions") return import("@ohcs/functions");
  if (name === "@ohcs/filemanager/disk") return import("@ohcs/filemanager/disk");
  return name === "@ohcs/filemanager/zarr" ? import("@ohcs/filemanager/zarr") : import("@ohcs/filemanager/memory");
}

function below(root: string, counts: FileOperations["opened"]): Readonly<Record<string, number>> {
  const inside = [...counts].filter(([path]) => path.startsWith(`${root}/`));
  return Object.fromEntries(inside.map(([path, count]) => [relative(root, path), count]));
}

const once = (paths: Iterable<string>) => Object.fromEntries([...paths].map((path) => [path, 1]));

describe.each(["disk", "zarr"] as const)("a plate stored as %s", (backend) => {
  test("each source file is opened once, each output and each document of metadata written once", async () => {
    const { manifest, result, opened, openedAgain, replaced } = await countedRun(backend);
    expect(result.status).toBe("complete");
    expect(manifest.images).toHaveLength(12);
    expect(opened).toEqual(once(manifest.images.map(({ path }) => path)));
    // For its columns, to join its rows, and to sum them up: no more than one table is in memory at a time.
    const tables = WELLS.map((well) => `images_results/${well}_nuclei.csv`);
    expect(tables.map((path) => openedAgain[path])).toEqual([3, 3]);

    const results = [...Object.values(result.wells), ...result.phases.flatMap((phase) => phase.result ?? [])];
    const outputs = results.flatMap((one) => one.outputs.map(({ path }) => path));
    expect(new Set(outputs).size).toBe(outputs.length);
    const own = Object.entries(replaced).filter(([path]) => !path.startsWith(".ohcs/"));
    const documents = own.filter(([path]) => !outputs.includes(path)).map(([path]) => path);
    expect(Object.fromEntries(own)).toEqual(once([...outputs, ...documents]));
    const isDocument = (path: string) => path === "openhcs_metadata.json" || /\.zarr\/(.*\/)?zarr\.json$/.test(path);
    expect(documents.filter((path) => !isDocument(path))).toEqual([]);
    expect(documents).toContain("openhcs_metadata.json");
    expect(documents.length > 1).toBe(backend === "zarr");

    const { ".ohcs/run.json": runs, ...records } = Object.fromEntries(
      Object.entries(replaced).filter(([path]) => path.startsWith(".ohcs/") && !/^\.ohcs\/\.?lock/.test(path)),
    );
    // The run says that it begins, and what it came to.
    expect(runs).toBe(2);
    const reductions = result.phases.filter(({ kind, name }) => kind === "reduce" && name !== "metadata");
    expect(records).toEqual(
      once([
        ".ohcs/plan.json",
        ...WELLS.map((well) => `.ohcs/wells/${well}.json`),
        ...reductions.map(({ name }) => `.ohcs/reductions/${name}.json`),
      ]),
    );
  });
});

describe("between the files and the first function", () => {
  const SIDE = 128;
  const PLANES = 3;
  const STACK_BYTES = PLANES * SIDE * SIDE * 2;
  let allocations: AllocationCount;
  let copies: CopyCount;
  afterEach(() => {
    allocations.stop();
    copies.stop();
  });

  test("planes are decoded straight into the stack where dtypes agree: one array, no copy", async () => {
    const folders = await makePlateFolders("file:///none.mjs");
    try {
      const rows = (plane: number) =>
        Array.from({ length: SIDE }, (_, y) => Array.from({ length: SIDE }, (_, x) => plane + x + y));
      for (let plane = 0; plane < PLANES; plane++) await folders.writeSource(`p${plane}.tif`, rows(plane));
      let found: { readonly stack: ImageStack; readonly made: string[]; readonly copied: string[] } | null = null;
      const looks = defineFunction({
        name: "looks",
        version: "1.0.0",
        summary: "For tests",
        params: NO_PARAMETERS,
        exact: true,
        contract: "3d",
        over: ["zIndex"],
        returnsImage: false,
        run: ({ image }) => {
          found = { stack: image as ImageStack, made: [...allocations.seen], copied: [...copies.seen] };
          return {};
        },
      });
      const planes = Array.from({ length: PLANES }, (_, i) => ({ path: `p${i}.tif`, site: 1, zIndex: i + 1 }));
      const inputs = { image: planes.map((_, i) => i) };
      const context = contextOf({
        well: "A01",
        planes,
        steps: [
          {
            name: "look",
            chain: [{ call: "looks", contract: "3d" }],
            variableComponents: ["zIndex"],
            groups: [{ key: "s001", coordinates: { site: 1 }, inputs }],
          },
        ],
      });
      allocations = countAllocations(STACK_BYTES / PLANES / 2);
      copies = countCopies(STACK_BYTES / PLANES / 2);
      const { result } = await runAlone(folders, context, { standIns: { [MODULES.functions]: { looks } } });
      expect(result.error).toBeNull();
      expect(found).toMatchObject({ stack: { dtype: "uint16", shape: [PLANES, SIDE, SIDE] }, copied: [] });
      expect(found).toMatchObject({ made: [expect.stringMatching(new RegExp(` ${STACK_BYTES}$`))] });
    } finally {
      await folders.remove();
    }
  });
});
