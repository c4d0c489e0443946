import { presets } from "@ohcs/functions/presets";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import { table } from "../views/table.ts";
import { channelsOf } from "./channels-of.ts";
import { isReduction } from "./is-reduction.ts";
import { presetNamed } from "./preset-named.ts";

/** All presets with their channels and steps, or one as the JSON of a pipeline file. @throws `PRESET_UNKNOWN` */
export async function listPresets(name: string | undefined): Promise<Outcome> {
  if (name !== undefined) return onePreset(name);
  const rows = Object.entries(presets).map(([preset, pipeline]) => [
    `preset:${preset}`,
    channelsOf(pipeline),
    pipeline.steps.map((step) => (isReduction(step) ? `⇒ ${step.name}` : step.name)).join(" → "),
  ]);
  return {
    exitCode: EXIT.success,
    json: { presets },
    text: (style) => table([{ title: "preset" }, { title: "channels" }, { title: "steps" }], rows, style),
  };
}

function onePreset(name: string): Outcome {
  const pipeline = presetNamed(name);
  return { exitCode: EXIT.success, json: pipeline, text: () => `${JSON.stringify(pipeline, null, 2)}\n` };
}
