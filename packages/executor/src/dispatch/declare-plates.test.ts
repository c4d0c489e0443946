import { CompiledPlate } from "@ohcs/context";
import type { PlateDeclaration } from "@ohcs/filemanager";
import { memoryRunHost } from "@ohcs/records/memory";
import { contextOf, plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { fakeRunner } from "../../test/fake-runner.ts";
import { threePhases } from "../../test/three-phases.ts";
import { declarePlates } from "./declare-plates.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { executePlate } from "./execute-plate.ts";

const storage = { ngffVersion: "0.5", codec: "zstd", level: null, chunk: 64, shard: null, levels: 1 };
const zarr = { path: "images.zarr", width: 8, height: 8, dtype: "uint16", fields: [], labels: [], storage };
const context = contextOf({
  well: "A01",
  steps: [{ name: "only", groups: [], outputs: { image: { kind: "image", zarr } } }],
  gpu: { adapter: "board", name: "Board", peakBytes: 1 },
});
const DOCUMENT = "images.zarr/zarr.json";

/** Runs the plate where its GPUs can be had, or not; notes whether the plate was declared when the first well began. */
async function run(options: Pick<ExecuteOptions, "gpu"> = {}) {
  const host = memoryRunHost();
  const declared: boolean[] = [];
  const { runner } = fakeRunner(() => {
    declared.push(host.files.has(DOCUMENT));
    return {};
  });
  const startup = { modules: {}, roots: { source: "in", output: "out" } };
  const begun = executePlate({ plate: plateOf([context]), runner, workers: 1, startup, host, ...options });
  const error = await begun.result.then(
    () => null,
    (cause: unknown) => cause,
  );
  return { error, declared, files: [...host.files.keys()] };
}

test("OME-NGFF plates are declared before the first well begins", async () => {
  expect(await run()).toMatchObject({ error: null, declared: [true] });
});

test("a run whose workers cannot be had leaves the plates of its output as they were", async () => {
  const none = new Error("no GPU");
  const { error, declared, files } = await run({ gpu: () => Promise.reject(none) });
  expect([error, declared]).toEqual([none, []]);
  expect(files).not.toContain(DOCUMENT);
});

test("only the wells that a run is asked for are declared, or all where a later reduction needs them", async () => {
  const wells = ["A01", "B02"];
  const own = plateOf(
    wells.map((well) =>
      contextOf({ well, steps: [{ name: "only", groups: [], outputs: { image: { kind: "image", zarr } } }] }),
    ),
  );
  const feeding = own.phases.concat(threePhases(wells).phases.skip(1));
  const declared: string[][] = [];
  const folder = {
    declarePlate: async (_: string, plate: PlateDeclaration) => void declared.push(plate.wells.map(({ well }) => well)),
  };
  for (const phases of [own.phases, feeding]) {
    const plate = new CompiledPlate({ ...own.toObject(), phases });
    await declarePlates(folder, plate, { asked: new Set(["B02"]), artifacts: new Map() });
  }
  expect(declared).toEqual([["B02"], wells]);
});
