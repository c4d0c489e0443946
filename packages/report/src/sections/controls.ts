import type { Cell } from "@ohcs/context";
import type { ZPrime } from "../plates-data.ts";
import type { ReportData, ReportTable } from "../report-data.ts";
import { html, type Markup, section, shownCell, tableOf } from "./markup.ts";

/** The first Z' that was not withheld, with its interval, and its feature; null where there is none. */
export function zPrimeOf(data: ReportData): readonly [string, string] | null {
  const rows = qualityRows(data).filter((row) => typeof row("ZPrime") === "number");
  const [row] = rows.toSorted((a, b) => Number(b("ZPrime")) - Number(a("ZPrime")));
  return row === undefined
    ? null
    : [`${shownCell(row("ZPrime"))}`, `best Z′ (95 %: ${interval(row)}), ${row("Feature")}`];
}

const COLUMNS = [
  "Feature",
  "Z′",
  "95 % interval",
  "−1 … 1",
  "Robust Z′",
  "SSMD",
  "Signal to background",
  "Positive and negative controls",
  "Withheld",
];

/** How far the controls are apart, feature by feature, Z' drawn with its interval; null where no pipeline asked. */
export function controls(data: ReportData): Markup | null {
  const quality = qualityRows(data);
  if (quality.length === 0) return null;
  const rows = quality.map((row) => [
    shownCell(row("Feature")),
    shownCell(row("ZPrime")),
    interval(row),
    barOf(row),
    shownCell(row("RobustZPrime")),
    shownCell(row("SSMD")),
    shownCell(row("SignalToBackground")),
    `${shownCell(row("Count_Positive"))} and ${shownCell(row("Count_Negative"))}`,
    String(row("Withheld") ?? ""),
  ]);
  return section("Controls", tableOf(COLUMNS, rows));
}

type Row = (column: string) => Cell;

function qualityRows({ tables }: ReportData): readonly Row[] {
  return tables
    .filter(({ by }) => by === "assayQuality")
    .flatMap(({ columns, rows }: ReportTable) =>
      rows.map(
        (row): Row =>
          (column) =>
            row[columns.indexOf(column)] ?? null,
      ),
    );
}

function interval(row: Row): string {
  return `${shownCell(row("ZPrime_CI95Low"))} … ${shownCell(row("ZPrime_CI95High"))}`;
}

/** Z' as a mark and its interval as a bar, from −1 to 1; the line is at 0.5. */
export function intervalBar({ value, low, high }: ZPrime): Markup {
  const place = (at: number) => `${Math.min(100, Math.max(0, 50 * (at + 1)))}%`;
  const range =
    low === null || high === null
      ? null
      : html`<i class="range" style="left: ${place(low)}; right: calc(100% - ${place(high)})"></i>`;
  return html`<div class="interval"><i class="half"></i>${range}<i class="mark" style="left: ${place(value)}"></i></div>`;
}

function barOf(row: Row): Markup | null {
  const number = (column: string) => {
    const cell = row(column);
    return typeof cell === "number" ? cell : null;
  };
  const value = number("ZPrime");
  return value === null ? null : intervalBar({ value, low: number("ZPrime_CI95Low"), high: number("ZPrime_CI95High") });
}
