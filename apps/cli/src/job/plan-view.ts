import type { PhaseExplanation, PlateExplanation, StepExplanation } from "@ohcs/compiler";
import type { Style } from "../terminal/style.ts";
import { countOf } from "../views/count-of.ts";
import { formatBytes } from "../views/format-bytes.ts";
import { table } from "../views/table.ts";

/** Where a plan will be carried out. */
export interface PlanPlace {
  readonly outputRoot: string;
  readonly workers: number;
}

/** A plan for people: the steps of each phase with what they read and store, what it will take, and where it goes. */
export function planView(plan: PlateExplanation, place: PlanPlace, style: Style): string {
  const { bold, dim } = style.colors;
  const title = `${bold(plan.pipeline)} on ${bold(plan.plateId)}  ${dim(countOf(plan.wells.length, "well"))}`;
  const phases = plan.phases.map((phase) => phaseView(phase, style));
  return `${title}\n\n${phases.join("\n")}\n${estimateView(plan, place, style)}`;
}

function phaseView({ index, name, kind, structures }: PhaseExplanation, style: Style): string {
  return structures
    .map(({ wells, context }) => {
      const whose = kind === "reduce" ? `reduction '${name}'` : countOf(wells.length, "well");
      return `${style.colors.bold(`phase ${index + 1}`)}  ${whose}\n${stepsTable(context.steps, kind, style)}`;
    })
    .join("\n");
}

function stepsTable(steps: readonly StepExplanation[], kind: PhaseExplanation["kind"], style: Style): string {
  const columns = ["", "step", "functions", "takes", "stacks", "groups", "stores"].map((title) => ({ title }));
  const rows = steps.flatMap((step) => {
    const takes = Object.entries(step.inputs).map(([input, from]) => (input === "image" ? from : `${input}: ${from}`));
    const lines = [functionsOf(step), takes, storesOf(step, kind)] as const;
    const height = Math.max(1, ...lines.map(({ length }) => length));
    return Array.from({ length: height }, (_, i) => {
      const [functions = "", from = "", stored = ""] = lines.map((texts) => texts[i] ?? "");
      const head = i === 0 ? [String(step.index + 1), step.name] : ["", ""];
      const counts = i === 0 ? [step.stackedOver.join(", "), groupsOf(step)] : ["", ""];
      return [...head, functions, from, ...counts, stored];
    });
  });
  return table(columns, rows, style);
}

/** `gaussianBlur → segmentNuclei`, one line for each key of a dictionary. */
function functionsOf({ functions }: StepExplanation): readonly string[] {
  return Object.entries(functions).map(([key, chain]) => {
    const names = chain.map((call) => call.function).join(" → ");
    return key === "*" ? names : `${key}: ${names}`;
  });
}

function groupsOf({ groups, itemsPerGroup }: StepExplanation): string {
  return itemsPerGroup > 1 ? `${groups} of ${itemsPerGroup}` : String(groups);
}

/** Where files go, `*` for what differs from well to well; a reduction writes one file for the plate. */
function storesOf({ outputs }: StepExplanation, kind: PhaseExplanation["kind"]): readonly string[] {
  return Object.values(outputs).flatMap(({ stored, dtype }) => {
    if (stored === null) return [];
    const path = kind === "reduce" ? stored.replace("/*_", "/") : stored;
    return [dtype === null ? path : `${path} ${dtype}`];
  });
}

function estimateView({ estimate }: PlateExplanation, { outputRoot, workers }: PlanPlace, { colors }: Style): string {
  const bytes = (count: number | null) => (count === null ? "unknown" : formatBytes(count));
  const lines = [["output", outputRoot]];
  if (estimate !== null) {
    lines.unshift(
      ["reads", `${countOf(estimate.images, "image")}, ${formatBytes(estimate.bytesRead)}`],
      ["writes", bytes(estimate.bytesWritten)],
      ["memory", `${bytes(estimate.peakBytesPerWell)} per well, ${countOf(workers, "well")} at the same time`],
    );
  }
  return lines.map(([name = "", text = ""]) => `  ${colors.dim(name.padEnd(8))}${text}\n`).join("");
}
