import type { Cell } from "@ohcs/context";
import sharp from "sharp";
import type { ControlPicture, PlateOverview, Quartiles } from "../plates-data.ts";
import type { ReportData, ReportTable } from "../report-data.ts";
import { zPrimes } from "../sections/controls.ts";

/** What a page over plates holds of each. */
const MOST_FEATURES = 60;
const WELLS_OF_ROLE = 2;
const SIDE = 160;

/** What of a plate is shown among others; `href` leads to its own report. */
export async function plateOverview(data: ReportData, href: string): Promise<PlateOverview> {
  const { id, pipeline, status, startedAt } = data.plate;
  const wells = data.tables.find(({ name }) => name === "wells");
  return {
    ...{ id, pipeline, status, startedAt, href },
    succeeded: data.wells.filter(({ state }) => state === "success").length,
    wells: data.wells.length,
    receipt: data.receipt,
    quality: zPrimes(data),
    features: wells === undefined ? {} : featuresOf(wells),
    pictures: wells === undefined ? [] : await controlPictures(data, wells),
  };
}

function featuresOf(table: ReportTable): PlateOverview["features"] {
  const features = table.columns.filter(
    (column, i) => !column.startsWith("Metadata_") && table.rows.some((row) => typeof row[i] === "number"),
  );
  const role = roleOf(table);
  return Object.fromEntries(
    features.slice(0, MOST_FEATURES).map((feature) => {
      const at = table.columns.indexOf(feature);
      const byRole = new Map<string, number[]>();
      for (const row of table.rows) {
        const value = row[at];
        if (typeof value === "number") byRole.set(role(row), [...(byRole.get(role(row)) ?? []), value]);
      }
      return [feature, Object.fromEntries([...byRole].map(([name, values]) => [name, quartiles(values)]))];
    }),
  );
}

function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return { wells: values.length, low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** The role that the plate map gives a well. */
function roleOf({ columns }: ReportTable): (row: readonly Cell[]) => string {
  const at = columns.findIndex((column) => column.toLowerCase() === "metadata_role");
  return (row) => String(row[at] ?? "sample");
}

/** Cut out of the sheets of the report. */
async function controlPictures(data: ReportData, table: ReportTable): Promise<readonly ControlPicture[]> {
  const pictures: ControlPicture[] = [];
  const [name, role] = [table.columns.indexOf("Metadata_Well"), roleOf(table)];
  for (const control of ["negative", "positive"]) {
    const wells = table.rows.filter((row) => role(row) === control).map((row) => String(row[name]));
    for (const { id, name: title } of data.channels) {
      const index = data.sheets.findIndex(({ view, channel }) => view === 0 && channel === id);
      const [sheet, url = ""] = [data.sheets[index], data.images[index]];
      if (sheet === undefined) continue;
      const { width, height, columns } = sheet;
      const shown = wells.map((well) => ({ well, at: sheet.wells.findIndex((i) => data.wells[i]?.well === well) }));
      for (const { well, at } of shown.filter((one) => one.at >= 0).slice(0, WELLS_OF_ROLE)) {
        const place = { left: (at % columns) * width, top: Math.floor(at / columns) * height, width, height };
        const bytes = await sharp(Buffer.from(url.replace(/^[^,]*,/, ""), "base64"))
          .extract(place)
          .resize({ width: SIDE, withoutEnlargement: true })
          .jpeg({ quality: 75 })
          .toBuffer();
        const image = `data:image/jpeg;base64,${bytes.toString("base64")}`;
        pictures.push({ role: control, well, channel: title ?? id, image });
      }
    }
  }
  return pictures;
}
