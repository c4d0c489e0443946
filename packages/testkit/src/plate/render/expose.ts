import type { Optics } from "../design/plate-design.ts";
import { normalQuantile } from "../random.ts";
import type { Layer } from "./paint-ellipse.ts";

/** Loss of light per column and per row of a tile: the light at (x, y) is `1 - columns[x] - rows[y]`. */
interface LightLoss {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

const NOISE_STEPS = 1 << 14;
const noiseTable = new Float32Array(NOISE_STEPS).map((_, i) => normalQuantile((i + 0.5) / NOISE_STEPS));

/**
 * The camera's image of the light of `layer`: vignetting, shot noise, read noise, offset, clipping to 16 bits.
 * `textureContrast` is the contrast of the background's texture in this plane.
 */
export function expose(layer: Layer, optics: Optics, textureContrast: number, noiseSeed: number): Uint16Array {
  const { width, height } = layer;
  const exposed = new Uint16Array(width * height);
  const loss = lightLoss(optics, width, height);
  const draw = noiseStream(noiseSeed);
  for (let y = 0; y < height; y++)
    exposeRow(
      exposed,
      layer,
      optics,
      textureContrast * optics.background,
      loss.columns,
      loss.rows[y]!,
      y * width,
      draw,
    );
  return exposed;
}

function exposeRow(
  exposed: Uint16Array,
  { pixels, texture, width }: Layer,
  { background, cameraOffset, gain, readNoise }: Optics,
  textureLevel: number,
  columnLoss: Float64Array,
  rowLoss: number,
  start: number,
  draw: () => number,
): void {
  const readVariance = readNoise * readNoise;
  for (let x = 0, i = start; x < width; x++, i++) {
    const light = 1 - columnLoss[x]! - rowLoss;
    const counts = light * (background + textureLevel * texture[i]! + pixels[i]!);
    const noisy = cameraOffset + counts + draw() * Math.sqrt(counts * gain + readVariance);
    exposed[i] = noisy <= 0 ? 0 : noisy >= 65535 ? 65535 : noisy + 0.5;
  }
}

/** Standard normal numbers by table look-up: xorshift (Marsaglia 2003) picks the entry. */
function noiseStream(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return noiseTable[state >>> 18]!;
  };
}

/**
 * The vignetting of a tile: a parabola in both axes around the brightest point, which loses `vignetting` in a corner at
 * half a diagonal. Separable, so that a plane costs two additions per pixel.
 */
function lightLoss({ vignetting, vignettingCentre }: Optics, width: number, height: number): LightLoss {
  return {
    columns: axisLoss(width, vignettingCentre.x, vignetting / 2),
    rows: axisLoss(height, vignettingCentre.y, vignetting / 2),
  };
}

function axisLoss(length: number, centre: number, loss: number): Float64Array {
  return new Float64Array(length).map((_, i) => loss * (2 * ((i + 0.5) / length - centre)) ** 2);
}
