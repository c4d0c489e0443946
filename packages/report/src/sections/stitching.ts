import type { ReportData, SeamOfWell, StitchingReport } from "../report-data.ts";
import { html, type Markup, medianOf, type Part, section, shownCell, tableOf, wellLink } from "./markup.ts";
import type { PlateMap } from "./plate-maps.ts";

/** What is measured of a seam, and which end of it is doubtful. */
const MEASURES = [
  {
    of: "correlation",
    title: "lowest correlation of a seam",
    worst: (values: readonly number[]) => Math.min(...values),
  },
  {
    of: "residual",
    title: "largest residual of a seam, px",
    worst: (values: readonly number[]) => Math.max(...values),
  },
  { of: "shift", title: "largest shift of a seam, px", worst: (values: readonly number[]) => Math.max(...values) },
] as const;

/** How tiles were joined, seam by seam and as small plates; null where none were. */
export function stitching({ stitching: report }: ReportData): Markup | null {
  if (report === null) return null;
  const rows = report.seams.map(({ from, to }, seam) => {
    const wells = Object.entries(report.wells).flatMap(([well, seams]) => {
      const one = seams[seam] ?? null;
      return one === null ? [] : [{ ...one, well }];
    });
    const accepted = wells.filter((one) => one.accepted).length;
    const median = medianOf(wells.map(({ correlation }) => correlation));
    return [
      `${from}–${to}`,
      `${accepted} of ${wells.length}`,
      shownCell(median),
      ...MEASURES.map((one) => worstOf(wells, one)),
    ];
  });
  const columns = [
    "Sites",
    "Accepted",
    "Median correlation",
    "Lowest correlation",
    "Largest residual, px",
    "Largest shift, px",
  ];
  return section(
    "Stitching",
    html`<p class="soft">Correlation: how alike both tiles are where they overlap. Residual: how far the mosaic departs from what was registered there. Shift: how far from where the tile lies in most wells.</p><div data-part="stitching"></div>`,
    tableOf(columns, rows),
  );
}

type Measure = (typeof MEASURES)[number];

function worstOf(wells: readonly (SeamOfWell & { readonly well: string })[], { of, worst }: Measure): Part {
  const value = worst(wells.map((one) => one[of]));
  const found = wells.find((one) => one[of] === value);
  return found === undefined ? "–" : html`${shownCell(value)} ${wellLink(found.well)}`;
}

/** The worst seam of each well, and how many were not taken into account. */
export function stitchingMaps({ stitching: report }: ReportData): readonly PlateMap[] {
  if (report === null) return [];
  const wells = Object.entries(report.wells).map(
    ([well, seams]) => [well, seams.flatMap((seam) => seam ?? [])] as const,
  );
  const known = wells.filter(([, seams]) => seams.length > 0);
  return [
    ...MEASURES.map(({ of, title, worst }) => ({
      title,
      values: new Map(known.map(([well, seams]) => [well, worst(seams.map((seam) => seam[of]))])),
    })),
    {
      title: "seams not accepted",
      values: new Map(known.map(([well, seams]) => [well, seams.filter(({ accepted }) => !accepted).length])),
    },
  ];
}

/** The seams of one well; null where it has none. */
export function seamsOf({ seams, wells }: StitchingReport, well: string): Markup | null {
  const rows = (wells[well] ?? []).flatMap((seam, i) => {
    const { from, to } = seams[i] ?? { from: 0, to: 0 };
    if (seam === null) return [];
    const { correlation, residual, shift, accepted } = seam;
    return [[`${from}–${to}`, ...[correlation, residual, shift].map(shownCell), accepted ? "yes" : "no"]];
  });
  return rows.length === 0 ? null : tableOf(["Sites", "Correlation", "Residual, px", "Shift, px", "Accepted"], rows);
}
