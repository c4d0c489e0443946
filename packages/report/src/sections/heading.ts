import type { ReportData } from "../report-data.ts";
import { zPrimeOf } from "./controls.ts";
import { channelName, grouped, html, type Markup } from "./markup.ts";

/** What was run, how it ended, and the numbers that matter. */
export function heading(data: ReportData): Markup {
  const { plate, wells, receipt } = data;
  const zPrime = zPrimeOf(data);
  const numbers: readonly (readonly [string, string])[] = [
    [`${wells.filter(({ state }) => state === "success").length} of ${wells.length}`, "wells succeeded"],
    ...otherStates(data),
    ...warned(data),
    ...counted(data),
    ...(zPrime === null ? [] : [zPrime]),
    ...(plate.durationMs === null ? [] : [[`${(plate.durationMs / 1000).toFixed(1)} s`, "run time"] as const]),
    ...(receipt === null ? [] : [[receipt.slice(0, 12), "receipt (sha256)"] as const]),
  ];
  const outlined = data.views.find(({ outlines }) => outlines !== null)?.outlines ?? null;
  const channel = data.channels.find(({ id }) => id === outlined?.channel);
  const found = outlined === null || channel === undefined ? "" : `, ${outlined.name} found in ${channelName(channel)}`;
  const mood = plate.status === "complete" ? "good" : "bad";
  return html`<h1>${plate.id}</h1>
<p>${plate.pipeline}: <b class="${mood}">${plate.status}</b>${found}</p>
<p class="soft">${plate.source} → ${plate.output}, ${plate.startedAt.slice(0, 16).replace("T", " ")} UTC</p>
<div class="numbers">${numbers.map(([value, name]) => html`<div><b>${value}</b>${name}</div>`)}</div>`;
}

function otherStates({ wells }: ReportData): readonly (readonly [string, string])[] {
  const states = grouped(
    wells.filter(({ state }) => state !== "success"),
    ({ state }) => state,
  );
  return [...states].map(([state, own]) => [String(own.length), state === "error" ? "failed" : state]);
}

/** Warnings by their codes: a wrong channel is seen before the numbers that it spoils. */
function warned({ notices }: ReportData): readonly (readonly [string, string])[] {
  const codes = [...new Set(notices.map(({ code }) => code))].join(", ");
  return notices.length === 0
    ? []
    : [[String(notices.length), `${notices.length === 1 ? "warning" : "warnings"}: ${codes}`]];
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
