import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allocatePixels, type Dtype, type StoredImage } from "@ohcs/context";
import type { FieldDeclaration, PlateDeclaration, PlateStorage, WellDeclaration } from "@ohcs/filemanager/zarr";
import { validateHierarchy } from "@ohcs/ngff";
import { afterAll } from "vitest";

/** A folder for each call, gone after the tests. */
export function temporaryFolders(): () => string {
  const folder = mkdtempSync(join(tmpdir(), "ohcs-zarr-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  return () => join(folder, `${count++}`);
}

/** The ways in which plates are stored. */
export const STORAGES: Readonly<Record<string, PlateStorage>> = {
  "OME-NGFF 0.6": { ngffVersion: "0.6" },
  "0.4": { ngffVersion: "0.4", chunk: 64 },
  "0.5": { ngffVersion: "0.5", shard: false, chunk: 64 },
  "0.5 sharded": { ngffVersion: "0.5", shard: true, chunk: 32 },
  "0.5 with gzip": { ngffVersion: "0.5", codec: { name: "gzip" } },
  "0.4 without compression": { ngffVersion: "0.4", codec: { name: "none" } },
};

const COUNTS = { channels: ["1", "2"], zIndexes: [1, 2, 3], timepoints: [1, 2] };

/** A field of 2 channels, 3 z, 2 times, of 70 × 90 pixels. */
export function field(site: number | null, dtype: Dtype = "uint16"): FieldDeclaration {
  const displays = COUNTS.channels.map((name) => ({ name, window: { start: 1, end: 900 }, color: null }));
  const planes = { width: 90, height: 70, dtype, pixelSizeUm: 0.65, zStepUm: 2, intervalS: 60, displays };
  return { ...COUNTS, site, position: { xUm: 100 * (site ?? 0), yUm: -50 }, planes };
}

export function plateOf(wells: readonly WellDeclaration[], labels: readonly string[] = []): PlateDeclaration {
  return { name: "plate", wells, labels };
}

/** A plane whose samples encode its coordinates. */
export function planeFor(seed: number, dtype: Dtype = "uint16"): StoredImage {
  const data = allocatePixels(dtype, 70 * 90);
  for (let i = 0; i < data.length; i++) data[i] = (seed * 1009 + i * 7) % 60_000;
  return { data, shape: [70, 90], dtype, pixelSizeUm: 0.65 };
}

/** What the validator of OME-NGFF says about a plate on disk, strictly. */
export async function violationsIn(plate: string): Promise<readonly string[]> {
  const read = async (path: string): Promise<unknown> => {
    try {
      return JSON.parse(readFileSync(join(plate, path), "utf8"));
    } catch {
      return null;
    }
  };
  const { violations } = await validateHierarchy(read, "", { strict: true });
  return violations.map(({ path, rule, message }) => `${path}: ${rule}: ${message}`);
}

/** The image with its pixels as text: comparing samples one by one takes most of a test's time. */
export function comparable({ data, ...image }: StoredImage): object {
  const { buffer, byteOffset, byteLength } = data;
  return {
    ...image,
    type: data.constructor.name,
    pixels: Buffer.from(buffer, byteOffset, byteLength).toString("latin1"),
  };
}
