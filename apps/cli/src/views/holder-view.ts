import type { OutputHolder } from "@ohcs/records";
import type { Style } from "../terminal/style.ts";
import { formatDuration } from "./format-duration.ts";

/** Where a run goes on that is looked at. */
export interface HeldOutput {
  readonly holder: OutputHolder | null;
  /** The output plate, as it is named here. */
  readonly root: string;
}

/**
 * Who holds the output of a run that goes on and when it was last heard of; of one that cannot be seen from here also that
 * nobody knows, and what to do if it is gone. Lines of their own, none where nobody holds it.
 */
export function holderView({ holder, root }: HeldOutput, { colors }: Style, now = Date.now()): string {
  if (holder === null) return "";
  const { host, pid, isSeen } = holder;
  const who = host === null ? "a process whose lock cannot be read" : `process ${pid} on '${host}'`;
  const first = `  ${colors.dim("held by ")}${who}${ageOf(holder, now)}\n`;
  if (isSeen) return first;
  const unknown = "whether it still runs cannot be seen from here";
  return `${first}          ${unknown}; if that machine is gone: ohcs resume '${root}' --steal-lock\n`;
}

/** Clocks of other machines may be ahead. */
function ageOf({ lastSignOfLife }: OutputHolder, now: number): string {
  if (lastSignOfLife === null) return "";
  return `, last sign of life ${formatDuration(Math.max(0, now - Date.parse(lastSignOfLife)))} ago`;
}
