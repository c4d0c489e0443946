import type { StoredImage } from "@ohcs/context";
import type { Labels } from "@ohcs/kernels";
import type { PlateImages, StoredPlane } from "../images/plate-images.ts";
import { fieldPlanes } from "../images/view-plate.ts";

/** What figures show of a field: its middle z and first time. */
export interface FieldPlanes {
  readonly site: number | null;
  readonly channels: ReadonlyMap<string, StoredImage>;
  readonly labels: ReadonlyMap<string, StoredImage>;
}

/** Loads the planes of a field; those that cannot be read are left out. */
export async function loadField(images: PlateImages, well: string, site: number | null): Promise<FieldPlanes> {
  const planes = fieldPlanes(images, well, site);
  const zs = [...new Set(planes.map(({ key }) => key.zIndex))].toSorted((a = 0, b = 0) => a - b);
  const times = [...new Set(planes.map(({ key }) => key.timepoint))].toSorted((a = 0, b = 0) => a - b);
  const [z, t] = [zs[zs.length >> 1], times[0]];
  const shown = planes.filter(({ key }) => (key.zIndex ?? z) === z && (key.timepoint ?? t) === t);
  const load = async (own: readonly StoredPlane[], name: (plane: StoredPlane) => string) => {
    const loaded = new Map<string, StoredImage>();
    for (const plane of own) {
      const image = await images.load(plane).catch(() => null);
      if (image !== null) loaded.set(name(plane), image);
    }
    return loaded;
  };
  const channels = await load(
    shown.filter(({ label }) => label === null),
    ({ key }) => key.channel ?? "",
  );
  const labels = await load(
    shown.filter(({ label }) => label !== null),
    ({ label }) => label ?? "",
  );
  return { site, channels, labels };
}

/** Labels made smaller as {@link shrunkPlane} makes images: of each block the pixel in its middle. */
export function thinnedLabels(image: StoredImage, side: number): Labels {
  const [height = 0, width = 0] = image.shape.slice(-2);
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / side));
  const size = { width: Math.ceil(width / factor), height: Math.ceil(height / factor) };
  const data = new Uint32Array(size.width * size.height);
  const middle = (place: number, length: number) => Math.min(length - 1, place * factor + (factor >> 1));
  for (let y = 0, i = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++, i++) data[i] = image.data[middle(y, height) * width + middle(x, width)] ?? 0;
  return { data, ...size };
}
