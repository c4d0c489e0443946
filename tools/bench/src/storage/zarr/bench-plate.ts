import type { StoredImage } from "@ohcs/context";
import { readZarrPlate, writePlateSkeleton, zarrBackend } from "@ohcs/filemanager/zarr";

/** How the planes of a plate are stored: the options of `writePlateSkeleton`. */
export type Storage = NonNullable<Parameters<typeof writePlateSkeleton>[0]["storage"]>;

const PLANE = { well: "A01", site: 1, channel: "1" };

/** A plate of one plane that can be saved again and again. */
export interface BenchPlate {
  /** The array of the full size, below the folder. */
  readonly array: string;
  readonly save: () => Promise<void>;
  readonly load: (level?: number) => Promise<StoredImage>;
  /** The plane at its full size, by the backend that saves it. */
  readonly read: () => Promise<StoredImage>;
}

/** Declares a plate at `path` below `root` for a square image. */
export async function benchPlate(
  root: string,
  path: string,
  image: StoredImage,
  storage: Storage,
): Promise<BenchPlate> {
  const [height = 0, width = 0] = image.shape;
  const { dtype, pixelSizeUm } = image;
  const planes = { width, height, dtype, pixelSizeUm, zStepUm: null, intervalS: null, displays: [] };
  const field = { site: 1, channels: ["1"], zIndexes: null, timepoints: null, position: null, planes };
  const plate = { name: "bench", wells: [{ well: "A01", fields: [field] }], labels: [] };
  await writePlateSkeleton({ root, path, plate, storage });
  const backend = await zarrBackend.create({ root });
  const name = `${path}/A01_s001_w1`;
  return {
    array: `${path}/A/1/0/0`,
    save: async () => void (await backend.save(name, image, { ifExists: "replace" })),
    load: async (level = 0) => (await readZarrPlate(root, path)).load(PLANE, { level }),
    read: () => backend.load(name),
  };
}
