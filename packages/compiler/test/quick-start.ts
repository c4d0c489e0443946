import { compilePlate, explainPlate, resolveConfig } from "@ohcs/compiler";
import { catalogueOf, definePipeline, type HostFacts, type PlateManifest, step } from "@ohcs/context";
import { builtInBackends as backends } from "@ohcs/filemanager/built-in";
import * as functions from "@ohcs/functions";

const { maxProjection, segmentNuclei, measureObjects } = functions;

const pipeline = definePipeline({
  name: "nuclei",
  steps: [
    step("project", { func: maxProjection() }),
    step("segment", {
      func: segmentNuclei({ minContrast: 5 }),
      inputs: { image: { from: "step:project", channel: "DAPI" } },
      emits: ["labels:nuclei"],
    }),
    step("measure", {
      func: measureObjects(),
      inputs: { gfp: { from: "step:project", channel: "GFP" }, labels: "labels:nuclei" },
      emits: ["table:nuclei"],
    }),
  ],
});

export function plan(manifest: PlateManifest, host: HostFacts) {
  const catalogue = catalogueOf({ "@ohcs/functions": { ...functions } });
  const config = resolveConfig({ wellFilter: ["A01:B12", "!A02"] });
  const { diagnostics, plate, estimate } = compilePlate({ pipeline, manifest, catalogue, backends, host, config });
  return plate === null ? diagnostics : explainPlate(plate, estimate);
}
