import { createHash } from "node:crypto";
import { formatPlaneKey, type PlateManifest } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { zarrBackend } from "@ohcs/filemanager/zarr";
import { type OpenPlateOptions, openPlate } from "ohcs";

/** A plate as it is read: its manifest, and the SHA-256 of each plane's pixels by coordinate. */
export interface PlatePlanes {
  readonly manifest: PlateManifest;
  readonly planes: Readonly<Record<string, string>>;
  /** The stage position of each plane by coordinate. */
  readonly positions: Readonly<Record<string, unknown>>;
}

/** Reads the plate in `folder`. */
export async function planesOf(folder: string, options: OpenPlateOptions = {}): Promise<PlatePlanes> {
  const manifest = await openPlate(folder, options);
  const { create } = manifest.backend === "zarr" ? zarrBackend : diskBackend;
  const source = await create({ root: manifest.root, readOnly: true });
  const planes: Record<string, string> = {};
  const positions: Record<string, unknown> = {};
  for (const { well, path, page, sample = null, position, site, channel, zIndex, timepoint } of manifest.images) {
    const { data, shape, dtype } = await source.load(path, { page, sample });
    const hash = createHash("sha256").update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    const key = `${well}_${formatPlaneKey({ site, channel, zIndex, timepoint })}`;
    planes[key] = `${dtype} [${shape}] ${hash.digest("hex")}`;
    positions[key] = position;
  }
  await source.close();
  return { manifest, planes, positions };
}
