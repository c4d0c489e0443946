import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { samplePlate } from "./sample-plate.ts";

/** Functions of the user's own, one for the CPU alone and one with code for both. */
const PIPELINE = `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
const run = ({ image }) => ({ image });
const common = { version: "1.0.0", summary: "Copies", params: NO_PARAMETERS, run };
export const keep = defineFunction({ ...common, name: "keep" });
export const copy = defineFunction({
  ...common, name: "copy",
  gpu: { run: (session, { image }) => ({ image }) },
});
export default definePipeline({ name: "copies", steps: [step("copy", { func: [keep(), copy()] })] });
`;

/** A plate beside the pipeline; {@link PLAN} plans it. */
export async function plannedPlate() {
  const sample = await samplePlate({ z: 2 });
  await writeFile(join(sample.folder, "p.ts"), PIPELINE);
  return sample;
}

export const PLAN = ["plan", "tiny", "-p", "p.ts"];
