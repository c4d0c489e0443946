import type { QuarantinedWell } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";
import { table } from "./table.ts";

const REASONS = { costWorker: "cost its worker", failedRepeatedly: "failed each time" } as const;
const MOST_NAMED = 24;

/** Wells that are not to be run again unattended, and why; empty where there are none. */
export function quarantineView(quarantine: readonly QuarantinedWell[], style: Style): string {
  if (quarantine.length === 0) return "";
  const columns = [
    { title: "quarantine" },
    { title: "why" },
    { title: "attempts", align: "right" },
    { title: "code" },
  ] as const;
  const rows = quarantine
    .slice(0, MOST_NAMED)
    .map(({ well, reason, attempts, code }) => [style.colors.red(well), REASONS[reason], String(attempts), code]);
  const rest = quarantine.length - rows.length;
  return `${table(columns, rows, style)}${rest > 0 ? `  and ${rest.toLocaleString("en")} more\n` : ""}\n`;
}
