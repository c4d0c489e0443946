import { openPlate } from "@ohcs/microscopes/disk";
import { designPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";

/** A plate on disk, and what there is to read of it. */
export interface SyntheticPlate {
  readonly root: string;
  readonly wells: number;
  readonly images: number;
  /** Bytes of all image files. */
  readonly rawBytes: number;
}

const FULL = { grid: [3, 3], tile: [512, 512] } as const;
const QUICK = { grid: [2, 2], tile: [256, 256] } as const;

/** Eight wells of 3 × 3 tiles with 2 channels and 3 z-planes each, 512 × 512 px, uint16; fewer and smaller tiles where quick. */
export async function syntheticPlate(folder: string, quick: boolean): Promise<SyntheticPlate> {
  const design = designPlate({ name: "throughput", wells: 8, channels: 2, zSteps: 3, ...(quick ? QUICK : FULL) });
  const { plateFolder: root } = await writePlate(design, folder);
  const { images, wells } = await openPlate(root);
  const rawBytes = images.reduce((sum, { bytes }) => sum + bytes, 0);
  return { root, wells: wells.length, images: images.length, rawBytes };
}
