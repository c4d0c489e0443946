import { Type } from "@ohcs/context";
import { expectParameter, type Plane, percentiles, type Rgb } from "@ohcs/kernels";

const NAMED: Readonly<Record<string, Rgb>> = {
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
  cyan: [0, 255, 255],
  magenta: [255, 0, 255],
  yellow: [255, 255, 0],
  orange: [255, 165, 0],
  gray: [255, 255, 255],
  grey: [255, 255, 255],
  white: [255, 255, 255],
};

/** Colours by the name of an input. */
export function colorsParameter(usual: string) {
  return Type.Record(Type.String(), Type.String({ minLength: 3, description: "A colour: 'green', or '#00FF00'" }), {
    default: {},
    description: `Input → colour; ${usual}`,
  });
}

/** Two intensities: black, and the full colour. */
export const Range = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 });

/**
 * The colour of each input, in the order of `names`: as chosen, else that of its own name, else the next of `palette`.
 * @throws `PARAMETER_INVALID` for what is no colour
 */
export function colorsOf(
  names: readonly string[],
  chosen: Readonly<Record<string, string>>,
  palette: readonly string[],
): readonly Rgb[] {
  const free = palette.filter((color) => !names.includes(color));
  let next = 0;
  return names.map((name) => {
    const color = chosen[name] ?? (NAMED[name.toLowerCase()] === undefined ? free[next++ % free.length] : name);
    return rgbOf(color ?? "white");
  });
}

function rgbOf(color: string): Rgb {
  const known = NAMED[color.toLowerCase()];
  const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (known !== undefined) return known;
  expectParameter(hex !== null, "draw", "a colour such as green or #00FF00", color);
  const [red = 0, green = 0, blue = 0] = (hex ?? []).slice(1).map((digits) => Number.parseInt(digits, 16));
  return [red, green, blue];
}

/** The range of intensities that is shown of a plane: as chosen, else from its 1st to its 99.8th percentile. */
export function rangeOf(plane: Plane, chosen?: readonly number[]): readonly [low: number, high: number] {
  const [low = 0, high = 1] = chosen ?? percentiles(plane.data, [1, 99.8]);
  return chosen !== undefined || high > low ? [low, high] : [low, low + 1];
}
