import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlateManifest } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import { MappedBackend, mappingOf } from "@ohcs/filemanager/mapped";
import { readZarrPlate, surveyZarrPlate, writePlateSkeleton, zarrBackend } from "@ohcs/filemanager/zarr";
import { builtInHandlers, openPlate } from "@ohcs/microscopes/disk";
import { encodeTiff, type LayoutName, type PlateCoordinates, planesOf, renderPlane, tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { afterAll, beforeAll, expect, test } from "vitest";

const SIDE = 32;
/** As many channels as z-planes and timepoints differ, so that any two axes that are taken for each other show. */
const design = tinyPlate({ wells: ["A01", "C11"], sites: 2, channels: 3, z: 4, timepoints: 2, tile: SIDE });
const planes = [...planesOf(design)];

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-handlers-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Makes the plate as each handler wants to find it, and opens it. */
const SOURCES: Readonly<Record<string, () => Promise<PlateManifest>>> = {
  imageXpress: () => openAs("imagexpress"),
  operaPhenix: () => openAs("phenix"),
  cellVoyager: () => openAs("cellvoyager"),
  omeTiff: () => openAs("ome-tiff"),
  omeZarr: async () => {
    const path = await storeAsZarr(await openAs("imagexpress"), "source.zarr");
    return openPlate(path, { readZarr: surveyZarrPlate });
  },
  pattern: async () => {
    const root = join(folder, "by-name");
    await mkdir(root);
    for (const plane of planes) await writeFile(join(root, nameOf(plane)), tiffOf(plane));
    const pattern = "^(?<well>[A-P]\\d+)-z(?<zIndex>\\d+)-t(?<timepoint>\\d+)-(?<channel>\\d+)-(?<site>\\d+)\\.tif$";
    return openPlate(root, { pattern, readHeader: readImageHeader });
  },
};

/** Formats without z, without a writer, or that count from 0: their own tests compare planes with the names of files. */
const OTHERS = ["scanR", "inCell", "cytation", "cellomics", "microManager", "openHcs", "loadData"];

test("every built-in handler is in this test, or is named as one that is not", () => {
  const names = builtInHandlers.map(({ name }) => name).toSorted();
  expect([...Object.keys(SOURCES), ...OTHERS].toSorted()).toEqual(names);
});

async function openAs(layout: LayoutName): Promise<PlateManifest> {
  const { plateFolder } = await writePlate({ ...design, layout }, await mkdtemp(join(folder, `${layout}-`)));
  return openPlate(plateFolder, { readHeader: readImageHeader });
}

function nameOf({ well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  return `${well}-z${zIndex}-t${timepoint}-${channel}-${site}.tif`;
}

function tiffOf(plane: PlateCoordinates): Uint8Array {
  const pixels = renderPlane(design, plane);
  return encodeTiff({ width: SIDE, height: SIDE, pixels, description: "", software: "" });
}

/** Declares a plate of the manifest's coordinates, and saves into it each plane as it is found by its coordinates. */
async function storeAsZarr({ wells, ...manifest }: PlateManifest, path: string): Promise<string> {
  const coordinates = { channels: ["1", "2", "3"], zIndexes: [1, 2, 3, 4], timepoints: [1, 2], position: null };
  const image = { width: SIDE, height: SIDE, dtype: "uint16", pixelSizeUm: 0.65 } as const;
  const field = { ...coordinates, planes: { ...image, zStepUm: 2, intervalS: 60, displays: [] } };
  const fields = [1, 2].map((site) => ({ site, ...field }));
  const plate = { name: "plate", wells: wells.map((well) => ({ well, fields })), labels: [] };
  await writePlateSkeleton({ root: folder, path, plate });
  const { backend, root } = manifest;
  const reader = backend === "zarr" ? await zarrBackend.create({ root, readOnly: true }) : undefined;
  const source = new MappedBackend(mappingOf({ wells, ...manifest }), reader);
  const target = await zarrBackend.create({ root: folder });
  for (const plane of planes) await target.save(`${path}/${keyOf(plane, "_")}`, await source.load(keyOf(plane, "/")));
  return join(folder, path);
}

function keyOf({ well, site, channel, zIndex, timepoint }: PlateCoordinates, separator: "_" | "/"): string {
  return `${well}${separator}s00${site}_w${channel}_z00${zIndex}_t00${timepoint}`;
}

test.each(Object.keys(SOURCES))(
  "landmine 17: read back from OME-Zarr by coordinate, every plane equals its source: %s",
  async (handler) => {
    const manifest = await SOURCES[handler]?.();
    if (manifest === undefined) throw new Error(`expected a plate for the handler '${handler}'`);
    expect([manifest.handler, manifest.images.length]).toEqual([handler, 2 * 2 * 3 * 4 * 2]);
    await storeAsZarr(manifest, `${handler}.zarr`);
    const reader = await readZarrPlate(folder, `${handler}.zarr`);
    for (const plane of planes) {
      const { data } = await reader.load({ ...plane, channel: String(plane.channel) });
      expect(Buffer.compare(Buffer.from(data.buffer, data.byteOffset, data.byteLength), bytesOf(plane))).toBe(0);
    }
    expect(new Set(planes.map((plane) => bytesOf(plane).toString("latin1"))).size).toBe(planes.length);
  },
);

function bytesOf(plane: PlateCoordinates): Buffer {
  const { buffer, byteOffset, byteLength } = renderPlane(design, plane);
  return Buffer.from(buffer, byteOffset, byteLength);
}
