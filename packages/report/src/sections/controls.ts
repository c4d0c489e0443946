import type { Cell } from "@ohcs/context";
import type { ZPrime } from "../plates-data.ts";
import type { ReportData } from "../report-data.ts";
import { html, type Markup, section, shownCell, tableOf } from "./markup.ts";

/** The first Z' that was not withheld, with its interval, and its feature; null where there is none. */
export function zPrimeOf(data: ReportData): readonly [string, string] | null {
  const rows = qualityRows(data).filter((row) => typeof row("ZPrime") === "number");
  const [row] = rows.toSorted((a, b) => Number(b("ZPrime")) - Number(a("ZPrime")));
  if (row === undefined) return null;
  return [shownCell(row("ZPrime")), `best Z′ (95 %: ${interval(row)}), ${row("Feature")}`];
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
  const own = tables.filter(({ by }) => by === "assayQuality");
  return own.flatMap(({ columns, rows }) =>
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
  const zPrime = zPrimeIn(row);
  return zPrime === null ? null : intervalBar(zPrime);
}

/** Z' with its interval by feature, where it was not withheld. */
export function zPrimes(data: ReportData): Readonly<Record<string, ZPrime>> {
  const found = qualityRows(data).map((row) => [String(row("Feature")), zPrimeIn(row)] as const);
  return Object.fromEntries(found.flatMap(([feature, zPrime]) => (zPrime === null ? [] : [[feature, zPrime]])));
}

function zPrimeIn(row: Row): ZPrime | null {
  const [value, low, high] = ["ZPrime", "ZPrime_CI95Low", "ZPrime_CI95High"].map((column) => {
    const cell = row(column);
    return typeof cell === "number" ? cell : null;
  });
  return value == null ? null : { value, low: low ?? null, high: high ?? null };
}
