import { resolve } from "node:path";
import { countOf } from "@ohcs/context";
import { describeRun, type OutputHolder, type RunDescription, type StoredWell } from "@ohcs/records";
import { foundRuns, outputReader, type UnreadableRun, unreadableRun } from "@ohcs/records/host";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";
import { formatDuration } from "../views/formats.ts";
import { gpuUseView } from "../views/gpu-use-view.ts";
import { quarantineView } from "../views/quarantine-view.ts";
import { table } from "../views/table.ts";

/** The place of a run in progress that is shown. */
interface HeldOutput {
  readonly holder: OutputHolder | null;
  /** The output plate, as it is named here. */
  readonly root: string;
}

const NOT_SELECTED = "not selected";
const STATES = ["success", "error", "cancelled", "changed", "damaged", "pending", NOT_SELECTED] as const;

/** A run, and the folder of its output here. */
interface PlacedRun {
  readonly root: string;
  readonly run: RunDescription;
}

/** The state of the latest run of an output plate, or of all output plates in a folder, other files ignored. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function showStatus(output: string, { directory }: Session): Promise<Outcome> {
  const found = await foundRuns(resolve(directory, output));
  if (found.own !== null) {
    const { root } = found.own;
    const described = await describeRun(outputReader(root));
    return { exitCode: EXIT.success, json: described, text: (style) => statusView(described, root, style) };
  }
  const runs: PlacedRun[] = [];
  const unreadable = [...found.unreadable];
  for (const { root } of found.below) {
    try {
      runs.push({ root, run: await describeRun(outputReader(root)) });
    } catch (error) {
      unreadable.push(unreadableRun(root, error));
    }
  }
  const others = (style: Style) => (unreadable.length === 0 ? [] : [unreadableView(unreadable, style)]);
  const views = (style: Style) => runs.map(({ run, root }) => statusView(run, root, style));
  const text = (style: Style) => [...views(style), ...others(style)].join("\n");
  return { exitCode: EXIT.success, json: { runs: runs.map(({ run }) => run), unreadable }, text };
}

function unreadableView(unreadable: readonly UnreadableRun[], style: Style): string {
  const rows = unreadable.map(({ root, code, message }) => [root, code, message]);
  return table([{ title: "cannot be read" }, { title: "code" }, { title: "" }], rows, style);
}

function statusView(run: RunDescription, root: string, style: Style): string {
  const { bold, dim } = style.colors;
  const wells = Object.entries(run.wells);
  const title = `${bold(run.plateId)}  ${run.pipeline}: ${run.status}  ${dim(countOf(wells.length, run.unit))}`;
  const asked = new Set(run.asked);
  const rows = STATES.flatMap((state) => {
    const named = wells.filter(([id, well]) => shownState(well, asked.has(id)) === state);
    return named.length === 0 ? [] : [[state, String(named.length), namesOf(named)]];
  });
  const places = [`  ${dim("source  ")}${run.source}`, `  ${dim("output  ")}${run.output}`];
  const onGpus = gpuUseView(
    wells.map(([, { gpu }]) => gpu),
    run.gpus,
    style,
  );
  const phases = run.phases.map(({ name, kind, status }) => [kind, name, status]);
  const columns = [{ title: "state" }, { title: `${run.unit}s`, align: "right" }, { title: "" }] as const;
  const heads = ["kind", "phase", "status"].map((head) => ({ title: head }));
  const ended = phases.length === 0 ? "" : `\n${table(heads, phases, style)}`;
  const quarantine = quarantineView(run.quarantine, style);
  const quarantined = quarantine === "" ? "" : `\n${quarantine.trimEnd()}\n`;
  return `${title}\n${places.join("\n")}\n${holderView({ holder: run.holder, root }, style)}${remoteView(run, root, style)}${onGpus}\n${table(columns, rows, style)}${quarantined}${ended}`;
}

/** Of a well that no run was ever asked for, that is the whole state. */
function shownState({ state }: StoredWell, isAsked: boolean): (typeof STATES)[number] {
  return state === "pending" && !isAsked ? NOT_SELECTED : state;
}

/** Where wells run that are not run here, and what may be done about them. */
function remoteView({ remote, holder }: RunDescription, root: string, { colors }: Style): string {
  if (remote === null) return "";
  const next =
    holder === null
      ? `its command has ended, its wells continue: ohcs attach '${root}'`
      : `to end it: ohcs cancel '${root}'`;
  return `  ${colors.dim("runs by ")}${remote}; ${next}\n`;
}

const MOST_NAMED = 12;

function namesOf(wells: readonly (readonly [string, StoredWell])[]): string {
  const named = wells.slice(0, MOST_NAMED).map(([well, { error }]) => (error === null ? well : `${well} ${error}`));
  return wells.length > MOST_NAMED ? `${named.join(", ")} and ${wells.length - MOST_NAMED} more` : named.join(", ");
}

/**
 * The holder of the output of a run in progress and its last sign of life; for one that cannot be observed also that
 * its state is unknown, and what to do if it is gone. Separate lines, none without a holder.
 */
export function holderView({ holder, root }: HeldOutput, { colors }: Style, now = Date.now()): string {
  if (holder === null) return "";
  const { host, pid, isSeen } = holder;
  const who = host === null ? "a process whose lock cannot be read" : `process ${pid} on '${host}'`;
  const first = `  ${colors.dim("held by ")}${who}${ageOf(holder, now)}\n`;
  if (isSeen) return first;
  const unknown = "whether it still runs cannot be seen from here";
  return `${first}          ${unknown}; if that machine no longer runs it: ohcs resume '${root}' --steal-lock\n`;
}

/** Clocks of other machines may be ahead. */
function ageOf({ lastSignOfLife }: OutputHolder, now: number): string {
  if (lastSignOfLife === null) return "";
  return `, last sign of life ${formatDuration(Math.max(0, now - Date.parse(lastSignOfLife)))} ago`;
}
