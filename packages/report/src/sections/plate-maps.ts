import type { ReportData } from "../report-data.ts";
import { html, type Markup, numericColumns, section, tablesOfWells, valuesOf } from "./markup.ts";

/** A number of each well, shown as a small plate. */
export interface PlateMap {
  readonly title: string;
  readonly values: ReadonlyMap<string, number>;
}

/** Columns about images, in this order: those of the report's own pictures, then those of `measureImageQuality`. */
const COLUMNS = [
  /^Sharpness_/,
  /^PercentMaximal_/,
  /ImageQuality_PowerLogLogSlope_/,
  /ImageQuality_FocusScore_/,
  /ImageQuality_PercentMaximal_/,
];

/** Focus and saturation, channel by channel; null where no image was read. */
export function focus(data: ReportData): Markup | null {
  const note =
    "Sharpness: near 0 where pictures are blurred, 1 where they are noise. PercentMaximal: per cent of the pixels with the largest value, which is small unless the camera was saturated.";
  return focusMaps(data).length === 0
    ? null
    : section("Focus and saturation", html`<p class="soft">${note}</p><div data-part="focus"></div>`);
}

/** What tables of wells say of focus and saturation. */
export function focusMaps(data: ReportData): readonly PlateMap[] {
  return COLUMNS.flatMap((wanted) =>
    tablesOfWells(data).flatMap((table) =>
      numericColumns(table)
        .filter((column) => wanted.test(column))
        .map((column) => ({ title: column, values: valuesOf(table, column) })),
    ),
  );
}
