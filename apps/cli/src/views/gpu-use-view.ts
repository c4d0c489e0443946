import { type AdapterUse, countOf, type WellGpu } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";

/** A line for each GPU that wells were compiled for: how many it had, and how many ran on the CPU instead, and why. */
export function gpuUseView(
  wells: readonly (WellGpu | null | undefined)[],
  gpus: readonly AdapterUse[],
  style: Style,
): string {
  const needing = wells.filter((gpu) => gpu != null);
  const names = new Map(needing.map(({ adapter, name }) => [adapter, name]));
  const lines = [...names].map(([adapter, name]) => {
    const own = needing.filter((gpu) => gpu.adapter === adapter);
    const fallbacks = own.flatMap(({ fallback }) => fallback ?? []);
    const there = countOf(own.length - fallbacks.length, "well");
    const parts = [`${there}${crowdOf(gpus.find((gpu) => gpu.adapter === adapter))}`, ...insteadOf(fallbacks)];
    return `  ${style.colors.dim("GPU")}  ${name}: ${parts.join("; ")}\n`;
  });
  return lines.join("");
}

function crowdOf(use: AdapterUse | undefined): string {
  if (use === undefined) return "";
  const retired = use.retired === 0 ? "" : `, ${countOf(use.retired, "slot")} given up after crashes`;
  return `, at most ${use.maximum} at the same time in ${countOf(use.slots, "slot")}${retired}`;
}

function insteadOf(fallbacks: readonly NonNullable<WellGpu["fallback"]>[]): string[] {
  if (fallbacks.length === 0) return [];
  const codes = [...new Set(fallbacks.map(({ code }) => code))];
  return [`${fallbacks.length} on the CPU instead, because of ${codes.join(", ")}`];
}
