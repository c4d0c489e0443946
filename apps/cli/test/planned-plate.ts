import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { samplePlate } from "./sample-plate.ts";

/** Two phases, a function of the user's own, a plate map, and settings from a file. */
const MODULE = `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
import { gaussianBlur, maxProjection } from "@ohcs/functions";
export const brighten = defineFunction({
  name: "brighten", version: "1.0.0", summary: "Brightens", params: NO_PARAMETERS,
  run: ({ image }) => ({ image: { ...image, data: image.data.map((value) => value + 7) } }),
});
export default definePipeline({
  name: "travelling",
  steps: [step("project", { func: maxProjection() }), step("blur", { func: [gaussianBlur(), brighten()] })],
});
`;
const CONFIG = `
import { defineConfig } from "@ohcs/compiler";
const plates: Record<string, object> = { tiny: { subDir: "planes" } };
export default defineConfig({ tiff: { compression: "lzw" }, plates });
`;

export async function plannedPlate() {
  const sample = await samplePlate({ z: 2, channels: 2 });
  await writeFile(join(sample.folder, "p.ts"), MODULE);
  await writeFile(join(sample.folder, "ohcs.config.ts"), CONFIG);
  return sample;
}

export const JOB = ["tiny", "-p", "p.ts", "--plate-map", "plate-map.csv"];
