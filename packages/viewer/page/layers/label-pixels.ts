import { labelOutlines } from "@ohcs/kernels";
import type { Region } from "../../src/index.ts";

const OUTLINE = [255, 224, 64, 255] as const;
const TINT = 110;

/** A rectangle of labels, with a margin where the image goes on, so that objects are not closed at its edges. */
export interface LabelTile {
  readonly labels: Uint32Array;
  /** What {@link labels} are of. */
  readonly read: Region;
  readonly drawn: Region;
}

/** The region that is read for `drawn`: one pixel more to each side, within the level. */
export function withMargin({ x, y, width, height }: Region, size: Pick<Region, "width" | "height">): Region {
  const [left, top] = [Math.max(0, x - 1), Math.max(0, y - 1)];
  const [right, bottom] = [Math.min(size.width, x + width + 1), Math.min(size.height, y + height + 1)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Labels as RGBA: the outermost pixels of objects in one colour, or each object in a translucent colour of its own. */
export function labelPixels(
  { labels, read, drawn }: LabelTile,
  overlay: "outlines" | "tint",
): Uint8ClampedArray<ArrayBuffer> {
  const { data: outlines } = labelOutlines({ data: labels, height: read.height, width: read.width });
  const pixels = new Uint8ClampedArray(4 * drawn.width * drawn.height);
  for (let y = 0, to = 0; y < drawn.height; y++)
    for (let x = 0; x < drawn.width; x++, to += 4) {
      const from = (y + drawn.y - read.y) * read.width + x + drawn.x - read.x;
      const label = labels[from] ?? 0;
      if (label === 0) continue;
      if (overlay === "tint") pixels.set(tintOf(label), to);
      else if (outlines[from] === 1) pixels.set(OUTLINE, to);
    }
  return pixels;
}

/** Neighbouring numbers get distant hues, by the golden angle. */
function tintOf(label: number): readonly [number, number, number, number] {
  const hue = ((label * 137.508) % 360) / 60;
  const channel = (shift: number) => {
    const place = (hue + shift) % 6;
    return Math.round(255 * Math.min(1, Math.max(0, Math.abs(place - 3) - 1)));
  };
  return [channel(0), channel(4), channel(2), TINT];
}
