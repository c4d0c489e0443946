import type { ProcessingContext, WellRecord } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import sharp from "sharp";
import { shrinkFactor } from "./shrink-factor.ts";

const YELLOW = [255, 214, 0, 255];

/** The outlines of the first labels that a well stored, of its first site, as a transparent picture; null if there are none to read. */
export async function outlinesOf(
  storage: FileManager,
  { stepPlans }: ProcessingContext,
  record: WellRecord | undefined,
  side: number,
): Promise<string | null> {
  const stores = stepPlans
    .toArray()
    .flatMap(({ outputs }) =>
      [...outputs.values()].flatMap(({ kind, store }) => (kind === "labels" && store ? [store] : [])),
    );
  const [store] = stores;
  if (store === undefined || record === undefined) return null;
  const paths = record.result.outputs.map(({ path }) => path).filter((path) => path.startsWith(`${store.directory}/`));
  const [path] = paths.toSorted();
  const labels = path === undefined ? null : await storage.load(path, store.backend).catch(() => null);
  if (labels === null) return null;
  const [height = 0, width = 0] = labels.shape.slice(-2);
  return drawn(labels.data, height, width, shrinkFactor(height, width, side));
}

async function drawn(labels: ArrayLike<number>, height: number, width: number, factor: number): Promise<string> {
  const small = { height: Math.ceil(height / factor), width: Math.ceil(width / factor) };
  const at = (y: number, x: number) => {
    const [row, column] = [
      Math.min(height - 1, y * factor + (factor >> 1)),
      Math.min(width - 1, x * factor + (factor >> 1)),
    ];
    return labels[row * width + column] ?? 0;
  };
  const pixels = new Uint8Array(4 * small.height * small.width);
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++) {
      const label = at(y, x);
      const isEdge =
        label !== 0 && (at(y, x + 1) !== label || at(y + 1, x) !== label || at(y, Math.max(0, x - 1)) !== label);
      if (isEdge) pixels.set(YELLOW, 4 * (y * small.width + x));
    }
  const png = sharp(pixels, { raw: { width: small.width, height: small.height, channels: 4 } }).png();
  return `data:image/png;base64,${(await png.toBuffer()).toString("base64")}`;
}
