import type { PipelineSpec } from "@ohcs/context";
import { isReduction } from "./is-reduction.ts";

/** Which channels a pipeline takes by itself, step by step: `segment 1 · measure dna 1, gfp 2`; all where it names none. */
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
  return [input === "image" ? channel : `${input} ${channel}`];
}
