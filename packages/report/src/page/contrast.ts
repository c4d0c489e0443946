import type { Grey } from "./sheets.ts";

/** What is shown as black and as white, 0 … 255 of a picture. */
export interface Contrast {
  readonly black: number;
  readonly white: number;
}

export const WHOLE: Contrast = { black: 0, white: 255 };

/** Draws a picture in a contrast, with outlines over it. */
export function paint(canvas: HTMLCanvasElement, grey: Grey, { black, white }: Contrast, outlines: Grey | null): void {
  const { data, width, height } = grey;
  Object.assign(canvas, { width, height });
  const pixels = new ImageData(width, height);
  const scale = 255 / Math.max(1, white - black);
  for (let at = 0; at < data.length; at++) {
    const isOutline = (outlines?.data[at] ?? 0) > 127;
    const value = ((data[at] ?? 0) - black) * scale;
    pixels.data[4 * at] = isOutline ? 255 : value;
    pixels.data[4 * at + 1] = isOutline ? 214 : value;
    pixels.data[4 * at + 2] = isOutline ? 0 : value;
    pixels.data[4 * at + 3] = 255;
  }
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
}

const BINS = 64;
const BAR = 4;
const HEIGHT = 48;

/** How often each brightness is there; what contrast cuts off stands out at both ends. */
export function histogram(canvas: HTMLCanvasElement, { data }: Grey, { black, white }: Contrast): void {
  Object.assign(canvas, { width: BINS * BAR, height: HEIGHT });
  const counts = new Array<number>(BINS).fill(0);
  for (const value of data) counts[value >> 2] = (counts[value >> 2] ?? 0) + 1;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const most = Math.log1p(Math.max(...counts));
  context.fillStyle = getComputedStyle(canvas).color;
  for (const [bin, count] of counts.entries()) {
    const height = most === 0 ? 0 : (HEIGHT * Math.log1p(count)) / most;
    context.globalAlpha = 4 * bin + 3 < black || 4 * bin > white ? 0.35 : 1;
    context.fillRect(bin * BAR, HEIGHT - height, BAR - 1, height);
  }
}
