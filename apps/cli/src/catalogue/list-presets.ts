import type { PipelineSpec, ReductionSpec } from "@ohcs/context";
import { presets } from "@ohcs/functions/presets";
import { presetNamed } from "ohcs/settings";
import { EXIT, type Outcome } from "../program/session.ts";
import { table } from "../views/table.ts";

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

/** Which channels a pipeline takes by itself, step by step: by key or role: `segment nuclei · measure dna nuclei, gfp reporter`; all where it names none. */
export function channelsOf({ steps }: PipelineSpec): string {
  const named = steps.flatMap((step) => {
    const inputs = isReduction(step) ? {} : (step.inputs ?? {});
    const channels = Object.entries(inputs).flatMap(([input, source]) => channelText(input, source));
    return channels.length === 0 ? [] : [`${step.name} ${channels.join(", ")}`];
  });
  return named.length === 0 ? "all" : named.join(" · ");
}

/** Under the name that the step gives it, where that says more than that it is an image. */
function channelText(input: string, source: unknown): readonly string[] {
  const { channel } = (source ?? {}) as { readonly channel?: string };
  if (channel === undefined) return [];
  const name = channel.replace(/^role:/, "");
  return [input === "image" ? name : `${input} ${name}`];
}

/** Is this part of a pipeline a reduction over the plate? */
function isReduction(step: PipelineSpec["steps"][number]): step is ReductionSpec {
  return step.kind === "reduce";
}
