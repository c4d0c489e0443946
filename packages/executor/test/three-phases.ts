import { CompiledPlate, type Json, Phase, type ProcessingContext } from "@ohcs/context";
import { contextOf, plateOf, stored } from "@ohcs/testkit/contexts";
import { projectionOf } from "./projection.ts";

/** Wells, a reduction that makes the artifact `all` of their tables, and the wells again, which read it. */
export function threePhases(
  wells: readonly string[],
  config: Readonly<Record<string, Json>> = { retries: 0, timeoutS: null },
): CompiledPlate {
  const plate = plateOf(
    wells.map((well) => projectionOf(well, [], { config })),
    [{ context: artifactOf(wells) }],
  );
  const contexts = new Phase().contexts.concat(wells.map(correctionOf));
  const again = new Phase({ index: 2, name: "wells 2", kind: "map", contexts });
  return new CompiledPlate({ ...plate.toObject(), phases: plate.phases.concat([again]) });
}

function artifactOf(wells: readonly string[]): ProcessingContext {
  const store = { backend: "output", directory: "artifacts/all", extension: ".json", name: "all", byContent: true };
  return contextOf({
    well: "all",
    axis: "plate",
    wells,
    steps: [
      {
        name: "merge",
        chain: [{ call: "mergeTables", inputs: ["table"], outputs: { merged: "artifact:all" } }],
        inputs: { table: { source: "wells", kind: "table", step: 1, output: "table:objects" } },
        groups: [{ key: "", inputs: { table: [0] } }],
        outputs: { "artifact:all": { kind: "table", store: { ...store, dtype: null, listed: false } } },
      },
    ],
  });
}

function correctionOf(well: string): ProcessingContext {
  const coordinates = { site: 1, channel: "1" };
  const inputs = { image: [0], table: [0] };
  return contextOf({
    well,
    phase: 1,
    planes: [{ path: `${well}_z1.tif`, ...coordinates }],
    steps: [
      {
        name: "correct",
        chain: [{ call: "addTotal", inputs: ["table"] }],
        inputs: {
          image: { source: "images", kind: "image", step: null, output: null },
          table: { source: "artifact", kind: "table", step: 1, output: "artifact:all" },
        },
        groups: [{ key: "s001_w1", coordinates, inputs, images: ["s001_w1"] }],
        outputs: { image: { kind: "image", store: stored({ directory: "corrected" }) } },
      },
    ],
  });
}
