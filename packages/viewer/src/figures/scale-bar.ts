import { lengthText, roundLength } from "../round-length.ts";
import { type Canvas, textSize, WHITE } from "./canvas.ts";

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
