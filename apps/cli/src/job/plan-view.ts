import type { CallExplanation, PhaseExplanation, PlateExplanation, StepExplanation } from "@ohcs/compiler";
import { countOf } from "@ohcs/context";
import type { LoadedRunner } from "ohcs/compose";
import type { Style } from "../terminal/terminal.ts";
import { formatBytes } from "../views/formats.ts";
import { table } from "../views/table.ts";
import { placesView } from "./places-view.ts";

/** Where a plan will be carried out. */
interface PlanPlace {
  readonly outputRoot: string;
  readonly workers: number;
  readonly runner: PlannedRunner;
}

/** Where wells will run, as a plan shows it. */
export interface PlannedRunner {
  readonly name: string;
  readonly version: string;
  readonly module: string;
  readonly export: string;
}

/** What is shown of a runner that was loaded. */
export function plannedRunner({ runner: { name }, runnerModule: { use } }: LoadedRunner): PlannedRunner {
  return { name, version: use.version, module: use.module, export: use.export };
}

/** A plan for people: the steps of each phase with what they read and store, what it will take, and where it goes. */
export function planView(plan: PlateExplanation, place: PlanPlace, style: Style): string {
  const { bold, dim } = style.colors;
  const title = `${bold(plan.pipeline)} on ${bold(plan.plateId)}  ${dim(countOf(plan.wells.length, "well"))}`;
  const isSeveral = plan.phases.filter(({ kind }) => kind === "map").length > 1;
  const phases = plan.phases.map((phase) => phaseView(phase, isSeveral, style));
  return `${title}\n\n${phases.join("\n")}\n${estimateView(plan, place, style)}`;
}

/** What is done over all plates when they have ended. */
export function batchView(plan: PlateExplanation, { outputRoot }: Pick<PlanPlace, "outputRoot">, style: Style): string {
  const { bold, dim } = style.colors;
  const title = `${bold(plan.pipeline)} over ${plan.wells.join(", ")}  ${dim(countOf(plan.wells.length, "plate"))}`;
  const phases = plan.phases.map((phase) => phaseView(phase, false, style));
  return `${title}\n\n${phases.join("\n")}\n  ${dim("output".padEnd(8))}${outputRoot}\n`;
}

function phaseView(phase: PhaseExplanation, isSeveral: boolean, style: Style): string {
  const { index, name, kind, structures } = phase;
  return structures
    .map(({ wells, gpus, context }) => {
      const whose = kind === "reduce" ? `reduction '${name}'` : countOf(wells.length, "well");
      const head = `${style.colors.bold(`phase ${index + 1}`)}  ${whose}${style.colors.dim(remarks(phase, isSeveral))}`;
      return `${head}\n${stepsTable(context.steps, kind, style)}${placesView(gpus, context.steps, style)}`;
    })
    .join("\n");
}

/** What ties a phase to others, and what it takes where there are several. */
function remarks({ reads, makes, repeats, estimate }: PhaseExplanation, isSeveral: boolean): string {
  const parts = [
    ...(reads.length === 0 ? [] : [`takes ${reads.map((text) => text.replace(/ of phase.*/, "")).join(", ")}`]),
    ...(makes.length === 0 ? [] : [`makes ${makes.join(", ")}`]),
    ...(repeats.length === 0 ? [] : [`computes again ${repeats.join(", ")}`]),
    ...(estimate === null || !isSeveral ? [] : [`reads ${formatBytes(estimate.bytesRead)}`]),
    ...(estimate?.peakBytesPerWell == null || !isSeveral ? [] : [`${formatBytes(estimate.peakBytesPerWell)} per well`]),
  ];
  return parts.map((part) => ` · ${part}`).join("");
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

/**
 * `maxProjection [uint16] → upload → gaussianBlur [float32] (GPU) → download`, one line for each key of a dictionary; types
 * where they change.
 */
function functionsOf({ functions }: StepExplanation): readonly string[] {
  return Object.entries(functions).map(([key, chain]) => {
    const names = chain.flatMap((call, i) => callParts(call, chain[i - 1]?.takes ?? null)).join(" → ");
    return key === "*" ? names : `${key}: ${names}`;
  });
}

function callParts(call: CallExplanation, before: string | null): readonly string[] {
  const { takes, memory, uploads, downloads } = call;
  const isNew = takes !== null && takes !== before;
  const name = `${shownName(call)}${isNew ? ` [${takes}]` : ""}${memory === "cpu" ? "" : " (GPU)"}`;
  return [...(uploads ? ["upload"] : []), name, ...(downloads ? ["download"] : [])];
}

/** `pixelwise (clip + threshold)` for a call that the compiler made of several. */
function shownName({ function: name, parameters }: CallExplanation): string {
  const { calls = [] } = parameters as { readonly calls?: readonly { readonly use: string }[] };
  return name === "pixelwise" ? `${name} (${calls.map(({ use }) => use).join(" + ")})` : name;
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

function estimateView(
  { estimate }: PlateExplanation,
  { outputRoot, workers, runner }: PlanPlace,
  { colors }: Style,
): string {
  const bytes = (count: number | null) => (count === null ? "unknown" : formatBytes(count));
  const lines = [
    ["runner", `${runner.name} ${runner.version}`],
    ["output", outputRoot],
  ];
  if (estimate !== null) {
    lines.unshift(
      ["reads", `${countOf(estimate.images, "image")}, ${formatBytes(estimate.bytesRead)}`],
      ["writes", bytes(estimate.bytesWritten)],
      ["memory", `${bytes(estimate.peakBytesPerWell)} per well, ${countOf(workers, "well")} at the same time`],
    );
  }
  return lines.map(([name = "", text = ""]) => `  ${colors.dim(name.padEnd(8))}${text}\n`).join("");
}
