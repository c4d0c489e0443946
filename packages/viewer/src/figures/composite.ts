import type { Plane } from "@ohcs/kernels";
import { labelOutlines } from "@ohcs/kernels";
import { lengthText, roundLength } from "../round-length.ts";
import { Canvas, type Rgb, textSize, WHITE } from "./canvas.ts";
import type { Contrast } from "./picture.ts";

/** A channel as it is added to a picture. */
export interface Layer {
  readonly plane: Plane;
  readonly contrast: Contrast;
  readonly color: Rgb;
}

/** Channels added up in their colours, each linear from black to its full colour, clipped. Planes of another size than the first are left out. */
export function composite(layers: readonly Layer[]): Canvas {
  const [first] = layers;
  const canvas = new Canvas(first?.plane.width ?? 1, first?.plane.height ?? 1);
  const sums = new Uint8ClampedArray(canvas.data.buffer);
  for (const { plane, contrast, color } of layers) {
    if (plane.width !== canvas.width || plane.height !== canvas.height) continue;
    const [low, high] = contrast;
    for (let i = 0, to = 0; i < plane.data.length; i++, to += 3) {
      const part = Math.min(1, Math.max(0, ((plane.data[i] ?? 0) - low) / (high - low)));
      for (let c = 0; c < 3; c++) sums[to + c] = (sums[to + c] ?? 0) + part * (color[c] ?? 0);
    }
  }
  return canvas;
}

/** Draws the outermost pixels of each object; of labels that were thinned as the picture was made smaller. */
export function drawOutlines(canvas: Canvas, labels: Plane, color: Rgb): void {
  const { width, height } = labels;
  const { data } = labelOutlines({ data: new Uint32Array(labels.data), width, height });
  for (let i = 0; i < data.length; i++) if (data[i] === 1) canvas.point(i % width, Math.floor(i / width), color);
}

/** Draws a bar of a round length, about a fifth of the width, with the length above it; none where the size of a pixel is unknown. */
export function drawScaleBar(canvas: Canvas, pixelSizeUm: number | null): void {
  if (pixelSizeUm === null || !(pixelSizeUm > 0)) return;
  const unit = Math.max(1, Math.round(Math.min(canvas.width, canvas.height) / 360));
  const length = roundLength((canvas.width / 5) * pixelSizeUm);
  const width = Math.max(1, Math.round(length / pixelSizeUm));
  const [right, bottom] = [canvas.width - 5 * unit, canvas.height - 5 * unit];
  canvas.rectangle(right - width, bottom - 2 * unit, width, 2 * unit, WHITE);
  const text = lengthText(length);
  const size = textSize(text, unit);
  const left = Math.min(right - Math.round((width + size.width) / 2), right - size.width);
  canvas.text(text, left, bottom - 4 * unit - size.height, unit);
}
