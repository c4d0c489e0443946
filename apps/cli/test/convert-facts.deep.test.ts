import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ManifestChannel, PlateManifest } from "@ohcs/context";
import { expect, test } from "vitest";
import { planesOf } from "./planes-of.ts";
import { samplePlate } from "./sample-plate.ts";
import { succeed } from "./zarr-plates.ts";

const guide = fileURLToPath(new URL("../../../docs/guides/microscopes.md", import.meta.url));
const FORMATS = ["ome-zarr", "tiff", "imagexpress"];
/** Where the plate lies in the output of a conversion, by format: that of TIFF is the output itself. */
const PLATES = ["tiny.zarr", "", "tiny"];

const ofChannels =
  (...facts: readonly (keyof ManifestChannel)[]) =>
  ({ channels }: PlateManifest) =>
    channels.map((channel) => facts.map((fact) => channel[fact] ?? null));

/** What the rows of the guide's table stand for. */
const FACTS: Readonly<Record<string, (manifest: PlateManifest) => unknown>> = {
  "wells, sites, channels, z, time": ({ images }) =>
    images.map(({ well, site, channel, zIndex, timepoint }) => [well, site, channel, zIndex, timepoint]),
  "names of channels": ofChannels("name"),
  "pixel size": ({ calibration }) => calibration.pixelSizeUm,
  "z step": ({ calibration }) => calibration.zStepUm ?? null,
  "stage positions": ({ images }) => images.map(({ position }) => position),
  "plate format": ({ plateFormat }) => plateFormat ?? null,
  "emission, exposure": ofChannels("emissionNm", "exposureMs"),
  // Opera Phenix does not name it, MetaXpress does: by its magnification.
  objective: ({ objective }) => objective && [objective.magnification, objective.numericalAperture],
  excitation: ofChannels("excitationNm"),
  "start of the acquisition": ({ startedAt }) => startedAt ?? null,
};

/** Of each row of the table with these columns, what it says of each format. */
function tableIn(text: string): Readonly<Record<string, readonly boolean[]>> {
  const [, below = ""] = text.split(`| fact | ${FORMATS.map((format) => `\`${format}\``).join(" | ")} |\n`);
  const [table = ""] = below.split("\n\n");
  const rows = table.split("\n").slice(1);
  return Object.fromEntries(
    rows.map((row) => {
      const [fact = "", ...kept] = row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [fact, kept.map((cell) => cell === "yes")];
    }),
  );
}

test("a conversion keeps the facts that the guide names, and no others", async () => {
  const plate = { layout: "phenix", format: 384, wells: ["A01", "C05"], sites: 2, channels: 2, z: 2 } as const;
  await using sample = await samplePlate(plate);
  const { folder } = sample;
  const { manifest: source } = await planesOf(sample.plate);
  const kept: Record<string, boolean[]> = {};
  for (const [i, format] of FORMATS.entries()) {
    await succeed(folder, ["convert", "tiny", "--to", format, "-o", format]);
    const { manifest } = await planesOf(join(folder, format, PLATES[i] ?? ""));
    for (const [fact, of] of Object.entries(FACTS)) {
      const stated = JSON.stringify(of(source));
      expect(stated, fact).not.toMatch(/^(?:null|undefined)$/);
      kept[fact] = [...(kept[fact] ?? []), JSON.stringify(of(manifest)) === stated];
    }
  }
  expect(tableIn(await readFile(guide, "utf8"))).toEqual(kept);
}, 120_000);
