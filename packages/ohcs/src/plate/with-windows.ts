import { castPixels, type DisplayWindow, mapConcurrently, type PlateManifest, type SourceImage } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { zarrBackend } from "@ohcs/filemanager/zarr";
import { percentiles } from "@ohcs/kernels";

/** Planes of a channel that are looked at, spread over the plate. */
const SAMPLE = 16;
const PLANES_AT_ONCE = 4;
const SHOWN = [0.1, 99.9] as const;

/**
 * The manifest with a range of intensities to show for each channel that states none: from the 0.1st to the 99.9th
 * percentile, the lowest and the highest over a sample of its planes. Planes that cannot be read are left out.
 */
export async function withWindows(manifest: PlateManifest): Promise<PlateManifest> {
  const open = manifest.backend === undefined ? diskBackend : manifest.backend === "zarr" ? zarrBackend : null;
  if (open === null) return manifest;
  const source = await open.create({ root: manifest.root, readOnly: true });
  const range = async ({ path, page, sample }: SourceImage) => {
    const image = await source.load(path, { page, sample: sample ?? null }).catch(() => null);
    return image === null ? [] : percentiles(castPixels(image.data, "float32"), SHOWN);
  };
  try {
    const channels = [];
    for (const channel of manifest.channels) {
      const own =
        channel.window == null ? sampleOf(manifest.images.filter((image) => image.channel === channel.id)) : [];
      const ranges = await mapConcurrently(own, PLANES_AT_ONCE, range);
      channels.push({ ...channel, window: channel.window ?? windowOf(ranges.flat()) });
    }
    return { ...manifest, channels };
  } finally {
    await source.close();
  }
}

/** Evenly spread, the first and the last included. */
function sampleOf(images: readonly SourceImage[]): readonly SourceImage[] {
  const last = images.length - 1;
  const places = Array.from({ length: Math.min(SAMPLE, images.length) }, (_, i, all = SAMPLE - 1) =>
    Math.round((i * last) / Math.max(1, Math.min(all, last))),
  );
  return places.flatMap((place) => images[place] ?? []);
}

/** Null for planes of one intensity, or none. */
function windowOf(values: readonly number[]): DisplayWindow | null {
  const [start, end] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  return start < end && Number.isFinite(end - start) ? { start, end } : null;
}
