import { normalCdf } from "../random.ts";
import type { CellShape } from "../scene/place-cells.ts";

export interface EllipsePaint {
  /** Value at the centre. */
  readonly level: number;
  /** Standard deviation of the soft edge, px; the edge's half height lies on the ellipse. */
  readonly blur: number;
  /** Loss of level from centre to edge, as a fraction. */
  readonly dome: number;
  /** Amplitude of the texture inside, as a fraction. */
  readonly grain: number;
  /** Does the brighter of paint and layer win, or does the paint replace what it covers, as far as it is opaque? */
  readonly mode: "brighter" | "replace";
}

/** A float image to paint on, with the texture of the well below it. */
export interface Layer {
  readonly pixels: Float32Array;
  readonly texture: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** The soft edge ends this many standard deviations outside, and is opaque this many inside. */
const REACH = 3.25;
const EDGE_STEPS = 128;
const edge = new Float32Array(2 * REACH * EDGE_STEPS + 1).map((_, i) => 1 - normalCdf(i / EDGE_STEPS - REACH));

/** Paints `ellipse` (in pixels of the layer), evaluated at the exact place of every pixel near it. */
export function paintEllipse(layer: Layer, ellipse: CellShape, paint: EllipsePaint): void {
  const { x, y, semiMajor } = ellipse;
  const reach = semiMajor + REACH * paint.blur;
  const left = Math.max(0, Math.ceil(x - reach));
  const right = Math.min(layer.width - 1, Math.floor(x + reach));
  const top = Math.max(0, Math.ceil(y - reach));
  const bottom = Math.min(layer.height - 1, Math.floor(y + reach));
  if (left > right || top > bottom) return;
  const form = implicitForm(ellipse, paint.blur);
  for (let row = top; row <= bottom; row++) paintRow(layer, ellipse, form, paint, row, left, right);
}

/** Precomputed values for all pixels of an ellipse. */
interface ImplicitForm {
  readonly cos: number;
  readonly sin: number;
  readonly inverseMajor: number;
  readonly inverseMinor: number;
  /** Values of the form (1 on the ellipse) below which all is opaque, and above which nothing is painted. */
  readonly opaque: number;
  readonly empty: number;
}

/** At radius r (in axes) the distance to the ellipse is at least `semiMinor · |r − 1|`. */
function implicitForm({ semiMajor, semiMinor, angle }: CellShape, blur: number): ImplicitForm {
  const edgeWidth = (REACH * blur) / semiMinor;
  return {
    cos: Math.cos(angle),
    sin: Math.sin(angle),
    inverseMajor: 1 / (semiMajor * semiMajor),
    inverseMinor: 1 / (semiMinor * semiMinor),
    opaque: Math.max(0, 1 - edgeWidth) ** 2,
    empty: (1 + edgeWidth) ** 2,
  };
}

function paintRow(
  { pixels, texture, width }: Layer,
  { x, y, semiMinor }: CellShape,
  { cos, sin, inverseMajor, inverseMinor, opaque, empty }: ImplicitForm,
  { level, blur, dome, grain, mode }: EllipsePaint,
  row: number,
  left: number,
  right: number,
): void {
  const dy = row - y;
  for (let column = left, i = row * width + left; column <= right; column++, i++) {
    const u = (column - x) * cos + dy * sin;
    const v = dy * cos - (column - x) * sin;
    const square = u * u * inverseMajor + v * v * inverseMinor;
    if (square >= empty) continue;
    const opacity = square <= opaque ? 1 : opacityAt(u * inverseMajor, v * inverseMinor, square, semiMinor, blur);
    const value = level * (1 - dome * Math.min(1, square)) * (1 + grain * texture[i]!);
    const below = pixels[i]!;
    pixels[i] = mode === "brighter" ? Math.max(below, value * opacity) : below + (value - below) * opacity;
  }
}

/** From the distance to the ellipse, to first order: the form over its gradient, of which `p` and `q` are one half. */
function opacityAt(p: number, q: number, square: number, semiMinor: number, blur: number): number {
  const radius = Math.sqrt(square);
  const distance = square < 1e-6 ? -semiMinor : (radius * (radius - 1)) / Math.sqrt(p * p + q * q);
  const step = Math.round((distance / blur + REACH) * EDGE_STEPS);
  return step <= 0 ? 1 : step >= edge.length ? 0 : edge[step]!;
}
