import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Diagnostic, type PipelineSpec, type PlateResult, reduce } from "@ohcs/context";
import { assayQuality, fitDoseResponse } from "@ohcs/functions";
import { presets } from "@ohcs/functions/presets";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fingerprintsOf } from "./file-tree.ts";
import { rankCorrelation } from "./rank-correlation.ts";
import { type PlainImage, readPlainTiff } from "./read-plain-tiff.ts";
import { type Ended, runOhcs } from "./run-ohcs.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const translocation = join(data, "sbs96_cellprofiler/ExampleSBSImages");
const exported = join(data, "faim_ipa/resources/ImageXpress_exported");
const phenix = join(data, "scalefex_phenix/data_query/tests/sample_data/zstack");
const isHere = [translocation, exported, phenix].every(existsSync);
if (!isHere) process.stderr.write(`\n*** SKIPPED: ohcs on real plates, for they are not all in '${data}' ***\n`);

const TRANSLOCATION_PATTERN = String.raw`^Channel(?<ch>\d)-(?<idx>\d{2})-(?<row>[A-H])-(?<col>\d{2})\.tif$`;
const PHENIX_PATTERN = String.raw`^r(?<row>\d{2})c(?<col>\d{2})f(?<site>\d+)p(?<z>\d+)-ch(?<ch>\d+)sk(?<t>\d+)fk\d+fl\d+\.tiff$`;

/** What `tools/parity/dose_reference.py` finds on the images of this plate. */
const REFERENCE = {
  ec50: 5.1906,
  ratios: {
    ...{ A01: 0.8089, A02: 0.8135, A04: 0.9197, A06: 1.4504, A10: 5.6522, A12: 6.2589 },
    ...{ B01: 0.8201, B02: 0.8355, B04: 0.944, B06: 1.7719, B10: 6.4657, B12: 6.2428 },
  } as Readonly<Record<string, number>>,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-real-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a pipeline on a plate into `folder/name`, and proves that the plate is as it was. */
async function runOn(plate: string, name: string, ...options: readonly string[]): Promise<Ended> {
  const before = await fingerprintsOf(plate);
  const ended = await runOhcs(folder, ["run", plate, "-o", name, "--json", ...options]);
  expect(await fingerprintsOf(plate)).toEqual(before);
  return ended;
}

/** The lines of a CSV without quotes, by the names of its columns. */
function recordsIn(...path: readonly string[]): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = readFileSync(join(...path), "utf8")
    .trim()
    .split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [below = Number.NaN, above = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

describe.runIf(isHere)("preset 'measure' on a translocation assay of 12 wells", () => {
  const results = () => join(folder, "measured", "images_results");
  let ended: Ended;
  beforeAll(async () => {
    const map = join(translocation, "1049_Metadata.csv");
    const roles = ["--channel", "nuclei=2,reporter=1"]; // the protein is in channel 1, and file names do not say it
    const options = ["-p", "preset:measure", "--pattern", TRANSLOCATION_PATTERN, "--plate-map", map, ...roles];
    ended = await runOn(translocation, "measured", ...options);
  }, 120_000);

  test("without roles no channel is assumed: one error for each, nothing is written", async () => {
    const options = ["-p", "preset:measure", "--pattern", TRANSLOCATION_PATTERN];
    const { exitCode, out } = await runOn(translocation, "guessed", ...options);
    const { diagnostics } = JSON.parse(out).error.details as { readonly diagnostics: readonly Diagnostic[] };
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(exitCode).toBe(2);
    expect(errors.map(({ code }) => code)).toEqual(["CHANNEL_ROLE_UNASSIGNED", "CHANNEL_ROLE_UNASSIGNED"]);
    expect(existsSync(join(folder, "guessed"))).toBe(false);
  });

  test("every well succeeds and carries its line of the plate map, and the source tree is byte-identical (landmine 11)", () => {
    const { status, wells } = JSON.parse(ended.out);
    expect([ended.exitCode, status, Object.keys(wells).length]).toEqual([0, "complete", 12]);
    const map = recordsIn(translocation, "1049_Metadata.csv");
    const joined = recordsIn(results(), "wells.csv");
    expect(joined.map((well) => well.Metadata_Well)).toEqual(Object.keys(wells));
    for (const well of joined) {
      const line = map.find(({ Row, Column }) => `${Row}${Column}` === well.Metadata_Well);
      expect(well).toMatchObject({ Metadata_Status: "success", Metadata_SBS_Doses: line?.SBS_Doses });
      expect(well).toMatchObject({ Metadata_SBS_Controls: line?.SBS_Controls });
    }
  });

  test("the ratio of nucleus to ring rises with the dose: Spearman ≥ 0.9, dose ≥ 7 at least 5 times dose 0, each well within 6.5 % of an independent pipeline", () => {
    const wells = recordsIn(results(), "wells.csv");
    const doses = wells.map((well) => Number(well.Metadata_SBS_Doses));
    const ratios = wells.map((well) => Number(well.Median_Nuclei_Ratio_ObjectToRing_gfp));
    const at = (within: (dose: number) => boolean) => ratios.filter((_, i) => within(doses[i] ?? Number.NaN));
    const [none, high] = [at((dose) => dose === 0), at((dose) => dose >= 7)];
    expect([none.length, high.length]).toEqual([4, 4]);
    expect(rankCorrelation(doses, ratios)).toBeGreaterThanOrEqual(0.9);
    expect(Math.min(...high) / Math.max(...none)).toBeGreaterThanOrEqual(5);
    for (const [i, { Metadata_Well: well = "" }] of wells.entries())
      expect(Math.abs((ratios[i] ?? Number.NaN) / (REFERENCE.ratios[well] ?? Number.NaN) - 1), well).toBeLessThan(
        0.065,
      );
  });

  test("the dose response is that of an independent pipeline: its EC50 within the interval, as good a rank correlation, Z' above 0.5", async () => {
    const features = ["Median_Nuclei_Ratio_ObjectToRing_gfp"];
    const controls = { column: "SBS_Controls", negative: "-1", positive: "1" };
    const statistics = reduce("statistics", {
      from: "table:wells",
      func: [
        assayQuality({ features, controls, minControls: 2 }),
        // The highest dose is a control, and part of the curve.
        fitDoseResponse({ features, controls: { ...controls, positive: "none" }, dose: "SBS_Doses" }),
      ],
      emits: { "table:assay": "quality", "table:curves": "curves" },
    });
    const measure = presets.measure as PipelineSpec;
    await writeFile(
      join(folder, "doses.json"),
      JSON.stringify({ name: "doses", steps: [...measure.steps, statistics] }),
    );
    const map = join(translocation, "1049_Metadata.csv");
    const roles = ["--channel", "nuclei=2,reporter=1"];
    const options = ["-p", "doses.json", "--pattern", TRANSLOCATION_PATTERN, "--plate-map", map, ...roles];
    expect((await runOn(translocation, "doses", ...options)).exitCode).toBe(0);

    const [curve] = recordsIn(folder, "doses", "images_results", "curves.csv");
    expect(Number(curve?.EC50_CI95Low)).toBeLessThan(REFERENCE.ec50);
    expect(Number(curve?.EC50_CI95High)).toBeGreaterThan(REFERENCE.ec50);
    const [assay] = recordsIn(folder, "doses", "images_results", "assay.csv");
    expect(Number(assay?.ZPrime_CI95Low)).toBeGreaterThan(0.5);
    expect(Number(assay?.ZPrime_CI95Low)).toBeLessThanOrEqual(Number(assay?.ZPrime));
    expect(Number(assay?.ZPrime_CI95High)).toBeGreaterThanOrEqual(Number(assay?.ZPrime));
    const wells = recordsIn(folder, "doses", "images_results", "wells.csv");
    const doses = wells.map((well) => Number(well.Metadata_SBS_Doses));
    const ratios = wells.map((well) => Number(well.Median_Nuclei_Ratio_ObjectToRing_gfp));
    const allowed = rankCorrelation(
      doses,
      wells.map((well) => REFERENCE.ratios[well.Metadata_Well ?? ""] ?? Number.NaN),
    );
    expect(rankCorrelation(doses, ratios)).toBeGreaterThanOrEqual(0.95 * allowed);
  }, 120_000);

  test("nuclei looked for in the channel of the protein: a warning names the channel of the nuclei (landmine 44)", async () => {
    const options = ["-p", "preset:count-nuclei", "--pattern", TRANSLOCATION_PATTERN, "--channel", "nuclei=1"];
    const { exitCode, out } = await runOn(translocation, "mistaken", ...options);
    const noticesIn = (text: string) =>
      (JSON.parse(text) as PlateResult).phases.flatMap(({ result }) => result?.notices ?? []);
    expect(exitCode).toBe(0);
    expect(noticesIn(out).map(({ code, hint }) => [code, hint?.includes("nuclei=2")])).toEqual([
      ["CHANNEL_MISMATCH", true],
    ]);
    expect(noticesIn(ended.out)).toEqual([]);
  });

  test("a well's row is the count of its objects and their median, objects at the border left out of it", () => {
    for (const well of recordsIn(results(), "wells.csv")) {
      const objects = recordsIn(results(), `${well.Metadata_Well}_nuclei.csv`);
      expect(Number(well.Count_Nuclei)).toBe(objects.length);
      const whole = objects.filter((object) => object.Metadata_TouchesEdge === "0");
      const ratios = whole.map((object) => Number(object.Ratio_ObjectToRing_gfp));
      expect(Number(well.Median_Nuclei_Ratio_ObjectToRing_gfp)).toBeCloseTo(median(ratios), 9);
    }
  });

  test("images pass with their pixels and their type", () => {
    const channels = readdirSync(translocation).filter((name) => name.endsWith(".tif"));
    expect(channels).toHaveLength(24);
    for (const name of channels) {
      const [, channel, row, column] = /^Channel(\d)-\d+-([A-H])-(\d+)/.exec(name) ?? [];
      const stored = join(folder, "measured", "images", `${row}${column}_s001_w${channel}_t001.tif`);
      expect(samplesOf(readPlainTiff(stored))).toBe(samplesOf(readPlainTiff(join(translocation, name))));
    }
  });
});

describe.runIf(isHere)("preset 'project' on real plates", () => {
  test("an export of MetaXpress is inspected as it lies: wells, sites, channels, z, and its own projections beside them", async () => {
    const { exitCode, out } = await runOhcs(folder, ["inspect", exported, "--json"]);
    const { wells, planes, ranges, notices, calibration } = JSON.parse(out);
    expect([exitCode, wells, planes]).toEqual([0, ["B02", "B03"], 24]);
    expect(ranges).toMatchObject({ sites: [1, 2], channels: ["1", "2", "3"], zIndexes: [1, 2] });
    expect(calibration).toEqual({ pixelSizeUm: 1.3672, zStepUm: 3 });
    expect(notices.map(({ code }: { readonly code: string }) => code)).toContain("PROJECTIONS_SET_ASIDE");
  });

  test("each projection of an export of MetaXpress is the maximum of its z-planes, and the source is byte-identical", async () => {
    expect((await runOn(exported, "projected", "-p", "preset:project")).exitCode).toBe(0);
    const planes = join(exported, "9987_Plate_3434", "TimePoint_1");
    const images = readdirSync(join(folder, "projected", "images"));
    expect(images).toHaveLength(12);
    for (const name of images) {
      const [, well, site, channel] = /^(B0\d)_s00(\d)_w(\d)_t001\.tif$/.exec(name) ?? [];
      const planeAt = (z: number) => readPlainTiff(join(planes, `ZStep_${z}`, `9987_${well}_s${site}_w${channel}.TIF`));
      const [first, second] = [planeAt(1), planeAt(2)];
      const maximum = first.data.map((value, i) => Math.max(value, second.data[i] ?? Number.NaN));
      const projected = readPlainTiff(join(folder, "projected", "images", name));
      expect(samplesOf(projected)).toBe(samplesOf({ ...first, data: maximum }));
    }
  });

  test("the projection of an Opera Phenix stack is the one that its authors made", async () => {
    const ended = await runOn(phenix, "phenix", "-p", "preset:project", "--pattern", PHENIX_PATTERN);
    expect(ended.exitCode).toBe(0);
    const [name = "", ...others] = readdirSync(join(folder, "phenix", "images"));
    expect(others).toEqual([]);
    const projected = readPlainTiff(join(folder, "phenix", "images", name));
    expect(samplesOf(projected)).toBe(`540 × 540 Uint16Array ${pixelHashOf(join(phenix, "max_proj.tiff"))}`);
  });
});

/** Size, type and hash of an image: equal where all samples are, and quicker to compare. */
function samplesOf({ width, height, data: samples }: PlainImage): string {
  return `${width} × ${height} ${samples.constructor.name} ${createHash("sha256").update(samples).digest("hex")}`;
}

/** The hash of an image's samples, little-endian, as two mature decoders agree on it. */
function pixelHashOf(path: string): string {
  const lines = readFileSync(join(data, "tiff-oracle.jsonl"), "utf8").trim().split("\n");
  const truths: readonly { readonly path: string; readonly pix_sha256?: string }[] = lines.map((line) =>
    JSON.parse(line),
  );
  return truths.find((truth) => join(data, truth.path) === path)?.pix_sha256 ?? `no hash of '${basename(path)}'`;
}
