import type { Rgb, RgbPlanes } from "@ohcs/kernels";
import { GLYPH_HEIGHT, GLYPH_WIDTH, glyphRows } from "./glyphs.ts";
import type { Picture } from "./picture.ts";

export const WHITE: Rgb = [255, 255, 255];

/** A picture in colours that is drawn piece by piece; what lies outside of it is left out. */
export class Canvas implements Picture {
  readonly samples = 3;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(3 * width * height);
  }

  /** An image in colours, plane by plane, as a picture. */
  static of({ data, width, height }: RgbPlanes): Canvas {
    const canvas = new Canvas(width, height);
    const size = width * height;
    for (let i = 0; i < size; i++) for (let c = 0; c < 3; c++) canvas.data[3 * i + c] = data[c * size + i] ?? 0;
    return canvas;
  }

  point(x: number, y: number, color: Rgb): void {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height) this.data.set(color, 3 * (y * this.width + x));
  }

  rectangle(left: number, top: number, width: number, height: number, color: Rgb): void {
    for (let y = top; y < top + height; y++) for (let x = left; x < left + width; x++) this.point(x, y, color);
  }

  picture({ width, height, samples, data }: Picture, left: number, top: number): void {
    for (let y = 0, from = 0; y < height; y++)
      for (let x = 0; x < width; x++, from += samples) {
        const red = data[from] ?? 0;
        this.point(
          left + x,
          top + y,
          samples === 1 ? [red, red, red] : [red, data[from + 1] ?? 0, data[from + 2] ?? 0],
        );
      }
  }

  /** Letters of `scale` times 5 × 7 pixels; see {@link glyphRows} for those that there are. */
  text(letters: string, left: number, top: number, scale: number, color: Rgb = WHITE): void {
    for (const [place, letter] of [...letters].entries())
      for (const [row, bits] of glyphRows(letter).entries())
        for (let column = 0; column < GLYPH_WIDTH - 1; column++)
          if ((bits >> (GLYPH_WIDTH - 2 - column)) & 1)
            this.rectangle(left + (place * GLYPH_WIDTH + column) * scale, top + row * scale, scale, scale, color);
  }
}

export function textSize(letters: string, scale: number): { readonly width: number; readonly height: number } {
  return { width: ([...letters].length * GLYPH_WIDTH - 1) * scale, height: GLYPH_HEIGHT * scale };
}
