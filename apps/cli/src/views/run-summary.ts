import { countOf, type Diagnostic, type OutputFile, type PlateResult, type WellResult } from "@ohcs/context";
import { LAYOUT } from "@ohcs/records";
import type { Style } from "../terminal/terminal.ts";
import { diagnosticsView } from "./diagnostics-view.ts";
import { formatBytes, formatDuration } from "./formats.ts";
import { gpuUseView } from "./gpu-use-view.ts";
import { nextSteps } from "./next-steps.ts";
import { quarantineView } from "./quarantine-view.ts";
import { table } from "./table.ts";
import { causeOf, codeOf } from "./well-failure.ts";

const MOST_FAILURES = 24;

/** What became of a run: a sentence, what functions warned of, the use of GPUs, the failed wells with their causes, those of them in quarantine, the files made and where they lie, and what to type next. */
export function runSummary(result: PlateResult, style: Style, unit: "well" | "plate" = "well"): string {
  const { quarantine, wells, gpus = [] } = result;
  const onGpus = gpuUseView(
    Object.values(wells).map(({ gpu }) => gpu),
    gpus,
    style,
  );
  return `${sentence(result, style, unit)}\n${diagnosticsView(noticesOf(result), style)}${onGpus}${failures(result, style, unit)}${quarantineView(quarantine, style)}${filesMade(result, style)}${nextSteps(result, style)}`;
}

/** One notice for each cause, with the wells, or what else it concerns, as examples. */
function noticesOf({ wells, phases }: PlateResult): readonly Diagnostic[] {
  const results = [...Object.values(wells), ...phases.flatMap(({ result }) => result ?? [])];
  const byCause = new Map<string, Diagnostic>();
  for (const { wellId, notices = [] } of results)
    for (const notice of notices) {
      const cause = `${notice.code} ${notice.where.step?.name} ${notice.message}`;
      const { count = 0, examples = [] } = byCause.get(cause) ?? {};
      byCause.set(cause, { ...notice, count: count + 1, examples: [...examples, wellId].slice(0, 5) });
    }
  return [...byCause.values()];
}

function sentence({ plateId, status, durationMs, wells }: PlateResult, { colors }: Style, unit: string): string {
  const all = Object.values(wells);
  const count = (wanted: WellResult["status"]) => all.filter((well) => well.status === wanted).length;
  const parts = (["success", "error", "cancelled", "skipped"] as const)
    .filter((wanted) => count(wanted) > 0)
    .map((wanted) => `${count(wanted)} ${wanted === "error" ? "failed" : wanted === "success" ? "succeeded" : wanted}`);
  const mark = status === "complete" ? colors.green("✓") : colors.red("✗");
  const done = count("success");
  const rate = done === 0 || unit !== "well" ? "" : `, ${((done / durationMs) * 60_000).toFixed(1)} wells/min`;
  return `${mark} ${colors.bold(plateId)} ${status} in ${formatDuration(durationMs)}: ${countOf(all.length, unit)}, ${parts.join(", ")}${rate}`;
}

/** Wells that failed; those that were cancelled did nothing wrong. */
function failures({ wells, phases }: PlateResult, style: Style, unit: string): string {
  const reductions = phases.flatMap(({ result }) => (result === null ? [] : [result]));
  const failed = [...Object.values(wells), ...reductions].filter(({ status }) => status === "error");
  if (failed.length === 0) return "";
  const columns = [unit, "code", "step", "function", "file", "cause"].map((title) => ({ title }));
  const rows = failed.slice(0, MOST_FAILURES).map((result) => failureRow(result, style));
  const rest = failed.length - rows.length;
  const more = rest > 0 ? `  and ${rest.toLocaleString("en")} more, in ${LAYOUT.wells}/\n` : "";
  return `\n${table(columns, rows, style)}${more}\n`;
}

function failureRow({ wellId, error }: WellResult, { colors }: Style): readonly string[] {
  if (error === null) return [colors.red(wellId), "", "–", "–", "–", ""];
  const step = error.step === null ? "–" : `${error.step.index + 1} ${error.step.name}`;
  return [colors.red(wellId), codeOf(error), step, error.function ?? "–", error.file ?? "–", causeOf(error)];
}

function filesMade({ outputRoot, wells, phases }: PlateResult, style: Style): string {
  const results = [...Object.values(wells), ...phases.flatMap(({ result }) => (result === null ? [] : [result]))];
  const rows = [...foldersOf(results)].map(([folder, { files, bytes }]) => [
    folder,
    countOf(files, "file"),
    formatBytes(bytes),
  ]);
  const columns = [{ title: outputRoot }, { title: "", align: "right" }, { title: "", align: "right" }] as const;
  return rows.length === 0 ? "" : table(columns, rows, style);
}

/** Files and bytes by folder; a plate may have tens of thousands of files. */
function foldersOf(results: readonly WellResult[]): ReadonlyMap<string, { files: number; bytes: number }> {
  const folders = new Map<string, { files: number; bytes: number }>();
  for (const file of results.flatMap(({ outputs }) => outputs)) {
    const name = folderOf(file);
    const folder = folders.get(name) ?? { files: 0, bytes: 0 };
    folder.files++;
    folder.bytes += file.bytes;
    folders.set(name, folder);
  }
  return folders;
}

/** The folder that a file counts for: a Zarr hierarchy is one thing, however many folders it is made of. */
function folderOf({ path }: OutputFile): string {
  const zarr = /^(?:[^/]+\/)*?[^/]+\.zarr\//.exec(path)?.[0];
  return zarr ?? (path.includes("/") ? `${path.slice(0, path.lastIndexOf("/"))}/` : path);
}
