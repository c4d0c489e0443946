import type { StoredImage } from "@ohcs/context";
import { percentiles } from "@ohcs/kernels";

/** Orange and blue differ for every reader; outlines are seen on dark and on bright nuclei. */
const OUTLINE = [255, 150, 0] as const;

/** A plane `[y, x]` in grey, from its 1st to its 99.8th percentile, with the outlines of `labels` over it where its size is the same. */
export function drawImage(image: StoredImage, labels: StoredImage | null): HTMLCanvasElement {
  const [height = 0, width = 0] = image.shape;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const pixels = new ImageData(width, height);
  const [low = 0, high = 1] = percentiles(image.data, [1, 99.8]);
  const isEdge = labels?.data.length === image.data.length ? edgesOf(labels, width) : () => false;
  const [red, green, blue] = OUTLINE;
  for (let i = 0; i < image.data.length; i++) {
    const grey = (255 * ((image.data[i] ?? 0) - low)) / Math.max(high - low, 1e-6);
    const isOutline = isEdge(i);
    pixels.data[4 * i] = isOutline ? red : grey;
    pixels.data[4 * i + 1] = isOutline ? green : grey;
    pixels.data[4 * i + 2] = isOutline ? blue : grey;
    pixels.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
  return canvas;
}

/** Is the pixel of an object, and the next one to the right or below of another or of none? */
function edgesOf({ data }: StoredImage, width: number): (pixel: number) => boolean {
  return (i) => {
    const beside = (i + 1) % width === 0 ? data[i] : data[i + 1];
    const below = data[i + width] ?? data[i];
    return data[i] !== beside || data[i] !== below;
  };
}
