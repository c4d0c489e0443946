import { type Cell, formatWellId } from "@ohcs/context";
import { expect, test } from "vitest";
import type { ReportData, WellReport } from "./report-data.ts";
import { reportPage, reportPieces } from "./report-page.ts";

const hostile = `</script><script>alert("1")</script><b title='&'>`;

const data: ReportData = {
  specVersion: 1,
  plate: {
    id: hostile,
    pipeline: hostile,
    status: "complete",
    startedAt: "2026-01-01T00:00:00Z",
    durationMs: 1,
    source: "",
    output: "",
    rows: 2,
    columns: 3,
  },
  wells: [],
  channels: [],
  views: [],
  sheets: [],
  images: ["data:image/png;base64,AAAA"],
  unread: [],
  objects: null,
  stitching: null,
  tables: [{ name: "wells", by: null, columns: [hostile], rows: [[hostile]], allColumns: 1 }],
  steps: [],
  notices: [],
  exclusions: [],
  provenance: {},
  receipt: null,
  methods: hostile,
};
const assets = { script: `const end = "</script>";`, style: "b{}" };

test("texts of a run are data of the page, never markup", () => {
  const page = reportPage(data, assets);
  expect(page.match(/<script/g)).toHaveLength(3);
  expect(page.match(/<\/script>/g)).toHaveLength(3);
  const [, json = ""] = /<script type="application\/json" id="data">(.*)<\/script>\n/.exec(page) ?? [];
  const { images, ...shown } = data;
  expect(JSON.parse(json)).toEqual(shown);
  expect(page).toContain(`id="sheet-0">${images[0]}</script>`);
  expect(page).toContain("&#60;b title=&#39;&#38;&#39;&#62;");
  expect(page.split(`title='&'`)).toHaveLength(json.split(`title='&'`).length);
});

test("names of wells, channels, files and compounds, messages and parameters stay texts in every section", () => {
  const row = { row: 0, column: 0, attempts: 1, durationMs: 5, beganMs: 0, worker: hostile, peakBytes: 1 };
  const error = { code: hostile, message: hostile, remedy: hostile };
  const wells = Array.from({ length: 8 }, (_, i): WellReport => {
    return { ...row, well: `${hostile}${i}`, state: hostile, error: i === 0 ? error : null };
  });
  const counts = wells.map(({ well }, i) => [well, i === 0 ? 900 : i % 3, hostile]);
  const of = (name: string, by: string, columns: readonly string[], rows: readonly (readonly Cell[])[]) => {
    return { name, by, columns, rows, allColumns: columns.length };
  };
  const tables = [
    of("wells", hostile, ["Metadata_Well", `Count_${hostile}`, "Metadata_Compound"], counts),
    of("quality", "assayQuality", ["Feature", "ZPrime", "Withheld"], [[hostile, 0.5, hostile]]),
    of(hostile, hostile, ["Compound", "EC50"], [[hostile, 4]]),
  ];
  const seam = { correlation: 1, residual: 0, shift: 0, accepted: true };
  const call = { name: hostile, version: hostile, parameters: hostile, citation: hostile };
  const page = reportPage(
    {
      ...data,
      wells,
      tables,
      plate: { ...data.plate, status: hostile, source: hostile, output: hostile },
      channels: [{ id: hostile, name: hostile }],
      views: [{ text: hostile, name: hostile, site: 1, outlines: { name: hostile, channel: hostile } }],
      unread: [{ channel: hostile, code: hostile, message: hostile, wells: [hostile] }],
      notices: [{ code: hostile, message: hostile, remedy: hostile, of: [hostile] }],
      exclusions: [{ phase: hostile, well: hostile, reason: hostile }],
      stitching: { seams: [{ from: 1, to: 2 }], wells: { [hostile]: [seam] } },
      steps: [
        {
          phase: hostile,
          step: hostile,
          functions: [call],
          notes: [hostile],
          durationMs: 1,
          readBytes: 1,
          writtenBytes: 1,
        },
      ],
      provenance: { [hostile]: hostile },
      receipt: hostile,
    },
    assets,
  );
  const markup = page.slice(0, page.indexOf(`<script type="application/json"`));
  expect(markup.match(/alert\(/g)?.length).toBeGreaterThan(60);
  expect(markup).not.toMatch(/<script|<\/script|<b title|alert\("/);
  expect(page.match(/<\/script>/g)).toHaveLength(3);
  expect(markup).toContain("2026-01-01 00:00 UTC");
  expect(markup).toMatch(/<b>1<\/b>warning: /);
});

test("a page may load nothing", () => {
  const page = reportPage(data, assets);
  expect(page).toContain("default-src 'none'");
  expect(page.replace(/<script.*<\/script>/gs, "")).not.toMatch(/\b(src|href)=/);
});

test("what went wrong is markup of a few kilobytes, before any script and picture of a page of 1,536 wells", () => {
  const wells = Array.from({ length: 1536 }, (_, i): WellReport => {
    const [row, column] = [Math.floor(i / 48), i % 48];
    const error = i % 50 === 0 ? { code: "IMAGE_TRUNCATED", message: "is cut short", remedy: "Copy it again" } : null;
    const state = error === null ? "success" : "error";
    const times = { attempts: 1, durationMs: 900, beganMs: 500 * i, worker: `w${i % 8}`, peakBytes: 1e6 };
    return { well: `${formatWellId(row, column)}`, row, column, state, error, ...times };
  });
  const columns = ["Metadata_Well", ...Array.from({ length: 40 }, (_, i) => `Count_${i}`)];
  const rows = wells.map(({ well }, i) => [well, ...columns.slice(1).map((_, j) => (i % 100 === j ? 900 : i % 7))]);
  const table = { name: "wells", by: "summarizeWells", columns, rows, allColumns: columns.length };
  const sheet = { view: 0, channel: "1", width: 60, height: 60, factor: 4, columns: 40, low: 0, high: 9 };
  const sheets = [{ ...sheet, wells: wells.map((_, i) => i) }];
  const plate = { ...data.plate, id: "P1", rows: 32, columns: 48 };
  const channels = [{ id: "1", name: null }];
  const images = [`data:image/jpeg;base64,${"A".repeat(8e6)}`];
  const page = reportPage({ ...data, plate, wells, channels, sheets, images, tables: [table] }, assets);
  const opening = page.slice(0, page.indexOf(`<section aria-labelledby="plate">`));
  expect(opening.match(/<b>31<\/b>failed|IMAGE_TRUNCATED|many objects|<script/g)).toEqual([
    "<b>31</b>failed",
    "IMAGE_TRUNCATED",
    ...Array(20).fill("many objects"),
  ]);
  expect(opening.length).toBeLessThan(32_000);
  expect(opening.match(/<[a-z]/g)?.length).toBeLessThan(600);
  // The script may run before the pictures are there.
  const places = [`id="data"`, `<script type="module" async>`, `id="sheet-0"`].map((text) => page.indexOf(text));
  expect(places.toSorted((a, b) => a - b)).toEqual(places);
});

test("a page is made in pieces: a picture, a table, a section at a time", () => {
  const image = `data:image/jpeg;base64,${"A".repeat(1e5)}`;
  const table = { name: "wells", by: null, columns: ["<"], rows: Array(5000).fill(["<well>"]), allColumns: 1 };
  const large = { ...data, images: Array(20).fill(image), tables: Array(20).fill(table) };
  const pieces = [...reportPieces(large, assets)];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(120_000);
  expect(pieces.join("")).toBe(reportPage(large, assets));
  const [, json = ""] = /id="data">(.*)<\/script>/.exec(pieces.join("")) ?? [];
  const { images: _, ...shown } = large;
  expect(JSON.parse(json)).toEqual(shown);
});
