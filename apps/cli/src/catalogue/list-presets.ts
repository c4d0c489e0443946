import type { PipelineSpec } from "@ohcs/context";
import { presets } from "@ohcs/functions/presets";
import { presetNamed } from "ohcs/settings";
import { EXIT, type Outcome } from "../program/session.ts";
import { table } from "../views/table.ts";

/** What each preset is for. */
const SUMMARIES: Readonly<Record<string, string>> = {
  "count-nuclei": "counts nuclei, with area and intensity of each",
  "count-nuclei-one-scale": "the same, with one diameter of nuclei for all wells",
  measure: "nuclei, and how bright a reporter is in each",
  cells: "nuclei, cells and cytoplasm, in CellProfiler's columns",
  "cell-painting": "the same for the five stains of Cell Painting",
  translocation: "ratio of a reporter in nucleus and cytoplasm",
  "image-quality": "focus and saturation of each image",
  project: "maximum projections over z",
  stitch: "projections, and each well as one mosaic",
  "stitch-and-count": "mosaics, and nuclei on them, each counted once",
};

/** All presets with what they are for and the channels they need, or one as the JSON of a pipeline file. @throws `PRESET_UNKNOWN` */
export async function listPresets(name: string | undefined): Promise<Outcome> {
  if (name !== undefined) return onePreset(name);
  const rows = Object.entries(presets).map(([preset, pipeline]) => [
    `preset:${preset}`,
    rolesOf(pipeline).join(", ") || "any",
    SUMMARIES[preset] ?? "",
  ]);
  const more = "\n→ 'ohcs presets NAME' prints one as JSON, 'ohcs plan PLATE -p preset:NAME' its steps and channels\n";
  return {
    exitCode: EXIT.success,
    json: { presets },
    text: (style) => table([{ title: "preset" }, { title: "channels" }, { title: "result" }], rows, style) + more,
  };
}

function onePreset(name: string): Outcome {
  const pipeline = presetNamed(name);
  return { exitCode: EXIT.success, json: pipeline, text: () => `${JSON.stringify(pipeline, null, 2)}\n` };
}

/** The roles of channels that a pipeline names, in order of first use. */
function rolesOf(pipeline: PipelineSpec): readonly string[] {
  const named = JSON.stringify(pipeline).matchAll(/"role:(\w+)"/g);
  return [...new Set([...named].map(([, role = ""]) => role))];
}
