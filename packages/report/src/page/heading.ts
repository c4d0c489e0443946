import type { ReportData } from "../report-data.ts";
import { zPrimeOf } from "./controls.ts";
import { element } from "./element.ts";
import { channelName } from "./shown-value.ts";

/** What was run, how it ended, and the numbers that matter. */
export function heading(data: ReportData): readonly HTMLElement[] {
  const { plate, wells, receipt } = data;
  const succeeded = wells.filter(({ state }) => state === "success").length;
  const zPrime = zPrimeOf(data);
  const numbers: readonly (readonly [string, string])[] = [
    [`${succeeded} of ${wells.length}`, "wells succeeded"],
    ...counted(data),
    ...(zPrime === null ? [] : [zPrime]),
    ...(plate.durationMs === null ? [] : [[`${(plate.durationMs / 1000).toFixed(1)} s`, "run time"] as const]),
    ...(receipt === null ? [] : [[receipt.slice(0, 12), "receipt (sha256)"] as const]),
  ];
  const outlined = data.views.find(({ outlines }) => outlines !== null)?.outlines ?? null;
  const channel = data.channels.find(({ id }) => id === outlined?.channel);
  const found = outlined === null || channel === undefined ? "" : `, ${outlined.name} found in ${channelName(channel)}`;
  const status = element("b", { class: plate.status === "complete" ? "good" : "bad" }, plate.status);
  return [
    element("h1", {}, plate.id),
    element("p", {}, `${plate.pipeline}: `, status, found),
    element("p", { class: "soft" }, `${plate.source} → ${plate.output}, ${plate.startedAt}`),
    element(
      "div",
      { class: "numbers" },
      ...numbers.map(([value, name]) => element("div", {}, element("b", {}, value), name)),
    ),
  ];
}

/** All objects of the first count in the table of wells. */
function counted({ tables }: ReportData): readonly (readonly [string, string])[] {
  const wells = tables.find(({ name }) => name === "wells");
  const column = wells?.columns.find((one) => one.startsWith("Count_"));
  if (wells === undefined || column === undefined) return [];
  const at = wells.columns.indexOf(column);
  const total = wells.rows.reduce((sum, row) => sum + (typeof row[at] === "number" ? Number(row[at]) : 0), 0);
  return [[total.toLocaleString("en"), column]];
}
