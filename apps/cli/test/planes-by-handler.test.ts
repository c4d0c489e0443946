import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PixelArray, PlateManifest } from "@ohcs/context";
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
/** Rendered once: every handler finds the same pixels. */
const pixelsOf = new Map(planes.map((plane) => [keyOf(plane, "_"), renderPlane(design, plane)]));
const rendered = (plane: PlateCoordinates) => pixelsOf.get(keyOf(plane, "_")) ?? new Uint16Array();

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-handlers-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Makes the plate as each handler wants to find it, and opens it. */
const SOURCES: Readonly<Record<string, () => Promise<PlateManifest>>> = {
  imageXpress: openAsImageXpress,
  omeZarr: async () => {
    const path = await storeAsZarr(await openAsImageXpress(), "source.zarr", () => true);
    return openPlate(path, { readZarr: surveyZarrPlate });
  },
  pattern: async () => {
    const root = await writeByName("by-name", nameOf);
    const pattern = "^(?<well>[A-P]\\d+)-z(?<zIndex>\\d+)-t(?<timepoint>\\d+)-(?<channel>\\d+)-(?<site>\\d+)\\.tif$";
    return openPlate(root, { pattern, readHeader: readImageHeader });
  },
  operaPhenix: () => openLayout("phenix"),
  cellVoyager: () => openLayout("cellvoyager"),
  scanR: () => openLayout("scanr"),
  omeTiff: () => openLayout("ome-tiff"),
  inCell: async () =>
    open(
      await writeByName(
        "incell",
        ({ well, site, channel, zIndex, timepoint }) =>
          `${well[0]} - ${well.slice(1)}(fld ${site} wv ${channel} z ${zIndex} tm ${timepoint}).tif`,
      ),
    ),
  cytation: async () =>
    open(
      await writeByName(
        "cytation",
        ({ well, site, channel, zIndex, timepoint }) =>
          `${well}_01_${channel}_${site}Z${zIndex}_D${channel}_00${timepoint}.tif`,
      ),
    ),
  cellomics: async () =>
    open(
      await writeByName(
        "cellomics",
        ({ well, site, channel }) => `AS_1_2_${well}f0${site}d${channel}.TIF`,
        ownPlanes("cellomics"),
      ),
    ),
  microManager: async () =>
    open(
      await writeByName(
        "micromanager",
        ({ well, site, channel, zIndex, timepoint }) =>
          `${well}-Site_${site}/img_channel00${channel}_position000_time00000000${timepoint}_z00${zIndex}.tif`,
      ),
    ),
  openHcs: async () => {
    const root = await writeByName("openhcs", (plane) => `images/${keyOf(plane, "_")}.tif`);
    await writeFile(join(root, "openhcs_metadata.json"), '{ "subdirectories": { "images": { "main": true } } }');
    return open(root);
  },
  loadData: async () => {
    const root = await writeByName("listed", nameOf);
    const header = "FileName_1,FileName_2,FileName_3,Metadata_Well,Metadata_Site,Metadata_PlaneID,Metadata_Timepoint";
    const rows = planes
      .filter(({ channel }) => channel === 1)
      .map((plane) => {
        const names = [1, 2, 3].map((channel) => nameOf({ ...plane, channel }));
        return [...names, plane.well, plane.site, plane.zIndex, plane.timepoint].join(",");
      });
    await writeFile(join(root, "load_data.csv"), [header, ...rows].join("\n"));
    return openPlate(root, { handler: "loadData", readHeader: readImageHeader });
  },
};

/** Of each well one site is stored again, so that neither a wrong site nor a wrong well stays unnoticed. */
function isStored({ well, site }: PlateCoordinates): boolean {
  return (well === "A01") === (site === 1);
}

/** Names of ArrayScan state neither z nor time. */
function ownPlanes(handler: string): readonly PlateCoordinates[] {
  return handler === "cellomics" ? planes.filter(({ zIndex, timepoint }) => zIndex === 1 && timepoint === 1) : planes;
}

const open = (root: string) => openPlate(root, { readHeader: readImageHeader });

/** The plate in the layout of a vendor, its coordinates counted as in the design. */
async function openLayout(layout: LayoutName): Promise<PlateManifest> {
  const parent = await mkdtemp(join(folder, `${layout}-`));
  const { plateFolder } = await writePlate({ ...design, layout }, parent);
  const manifest = await open(plateFolder);
  const first = Math.min(...manifest.images.map(({ zIndex }) => zIndex));
  const idOf = (channel: string) => {
    const at = design.channels.indexOf(channel);
    return at < 0 ? channel : String(at + 1);
  };
  const images = manifest.images.map((image) => ({
    ...image,
    channel: idOf(image.channel),
    zIndex: image.zIndex + 1 - first,
    timepoint: image.timepoint + 1 - first,
  }));
  return { ...manifest, images };
}

async function writeByName(
  name: string,
  pathOf: (plane: PlateCoordinates) => string,
  own: readonly PlateCoordinates[] = planes,
): Promise<string> {
  const root = join(folder, name);
  for (const plane of own) {
    const path = join(root, pathOf(plane));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, tiffOf(plane));
  }
  return root;
}

async function openAsImageXpress(): Promise<PlateManifest> {
  const parent = await mkdtemp(join(folder, "imagexpress-"));
  const { plateFolder } = await writePlate(design, parent);
  return openPlate(plateFolder, { readHeader: readImageHeader });
}

function nameOf({ well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  return `${well}-z${zIndex}-t${timepoint}-${channel}-${site}.tif`;
}

function tiffOf(plane: PlateCoordinates): Uint8Array {
  return encodeTiff({ width: SIDE, height: SIDE, pixels: rendered(plane), description: "", software: "" });
}

/** Declares a plate of the manifest's coordinates, and saves into it each plane as it is found by its coordinates. */
async function storeAsZarr({ wells, ...manifest }: PlateManifest, path: string, stores = isStored): Promise<string> {
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
  for (const plane of ownPlanes(manifest.handler)) {
    const image = await source.load(keyOf(plane, "/"));
    expect(Buffer.compare(bufferOf(image.data), bufferOf(rendered(plane)))).toBe(0);
    if (stores(plane)) await target.save(`${path}/${keyOf(plane, "_")}`, image);
  }
  return join(folder, path);
}

function keyOf({ well, site, channel, zIndex, timepoint }: PlateCoordinates, separator: "_" | "/"): string {
  return `${well}${separator}s00${site}_w${channel}_z00${zIndex}_t00${timepoint}`;
}

test.each(builtInHandlers.map(({ name }) => name))(
  "landmine 17: read back from OME-Zarr by coordinate, every plane equals its source: %s",
  async (handler) => {
    const manifest = await SOURCES[handler]?.();
    if (manifest === undefined) throw new Error(`expected a plate for the handler '${handler}'`);
    const own = ownPlanes(handler);
    expect([manifest.handler, manifest.images.length]).toEqual([handler, own.length]);
    await storeAsZarr(manifest, `${handler}.zarr`);
    const reader = await readZarrPlate(folder, `${handler}.zarr`);
    for (const plane of own.filter(isStored)) {
      const { data } = await reader.load({ ...plane, channel: String(plane.channel) });
      expect(Buffer.compare(bufferOf(data), bufferOf(rendered(plane)))).toBe(0);
    }
    expect(new Set(planes.map((plane) => bufferOf(rendered(plane)).toString("latin1"))).size).toBe(planes.length);
  },
);

function bufferOf({ buffer, byteOffset, byteLength }: PixelArray): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
