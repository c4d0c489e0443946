import type { CallExplanation, GpuShare, StepExplanation } from "@ohcs/compiler";
import { countOf } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";
import { formatBytes } from "../views/formats.ts";

/**
 * How wells spread over GPUs, and why functions that have code for one run there or not; empty where none has.
 * `GPU     16 wells on A, 16 wells on B, 37.3 MiB each`, `on CPU  median: there is no GPU`.
 */
export function placesView(gpus: readonly GpuShare[], steps: readonly StepExplanation[], { colors }: Style): string {
  const calls = steps.flatMap(({ functions }) => Object.values(functions).flat());
  const lines = [
    ...(gpus.length === 0 ? [] : [["GPU", sharesText(gpus)]]),
    ...reasonsOf(calls, "webgpu").map((text) => ["on GPU", text]),
    ...reasonsOf(calls, "cpu").map((text) => ["on CPU", text]),
  ];
  return lines.map(([name = "", text = ""]) => `  ${colors.dim(name.padEnd(8))}${text}\n`).join("");
}

function sharesText(gpus: readonly GpuShare[]): string {
  const shares = gpus.map(({ name, wells }) => `${countOf(wells.length, "well")} on ${name}`);
  const peak = Math.max(...gpus.map(({ peakBytes }) => peakBytes));
  return [...shares, ...(peak === 0 ? [] : [`${formatBytes(peak)} each`])].join(", ");
}

/** One text for each reason, with the functions that it concerns. */
function reasonsOf(calls: readonly CallExplanation[], memory: CallExplanation["memory"]): readonly string[] {
  const named = new Map<string, Set<string>>();
  for (const call of calls) {
    if (call.reason === null || call.memory !== memory) continue;
    named.set(call.reason, (named.get(call.reason) ?? new Set()).add(call.function));
  }
  return [...named].map(([reason, functions]) => `${[...functions].join(", ")}: ${reason}`);
}
