import type { PlateManifest } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import type { PlateImages, StoredPlane } from "./plate-images.ts";

/** The images of a source plate as its handler found them, loaded by the only backend of `storage`, which is closed with them. */
export function sourceImages(manifest: PlateManifest, storage: FileManager): PlateImages {
  const { plateId, plateFormat: format = null, channels, images, calibration } = manifest;
  const backend = manifest.backend ?? "disk";
  const wells = new Map<string, StoredPlane[]>();
  for (const { well, path, page, sample = null, site, channel, zIndex, timepoint } of images) {
    const plane = { key: { site, channel, zIndex, timepoint }, label: null, path, page, sample, backend };
    const planes = wells.get(well) ?? [];
    planes.push({ ...plane, pixelSizeUm: calibration.pixelSizeUm });
    wells.set(well, planes);
  }
  return {
    name: plateId,
    format,
    channels,
    wells,
    named: new Map(),
    zarr: null,
    load: ({ path, page, sample }) => storage.load(path, backend, { page, sample }),
    close: () => storage.close(),
  };
}
