import sharp from "sharp";
import type { SheetReport } from "../report-data.ts";
import { BYTES_PER_PIXEL } from "./shown-views.ts";
import type { Plane, SmallPlane } from "./small-plane.ts";

/** Pictures of wells in one image: grey, or red, green and blue of each pixel. */
export type Sheet = Plane<Uint8ClampedArray>;

/** Intensities that are shown black and white. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Pictures well beside well, in a sheet that is about as high as wide; they are black at `low` and white at `high`. */
export function sheetOf(
  pictures: ReadonlyMap<number, SmallPlane>,
  { low, high }: Range,
): readonly [Sheet, Pick<SheetReport, "width" | "height" | "columns" | "wells">] {
  const all = [...pictures.values()];
  const width = Math.max(...all.map((one) => one.width));
  const height = Math.max(...all.map((one) => one.height));
  const columns = Math.ceil(Math.sqrt(all.length));
  const rows = Math.ceil(all.length / columns);
  const data = new Uint8ClampedArray(columns * width * rows * height);
  const stride = columns * width;
  const scale = 255 / (high - low);
  for (const [i, picture] of all.entries()) {
    put(picture, [(picture.zero - low) * scale, picture.step * scale], {
      data: data.subarray(Math.floor(i / columns) * height * stride + (i % columns) * width),
      stride,
    });
  }
  return [
    { data, height: rows * height, width: stride },
    { width, height, columns, wells: [...pictures.keys()] },
  ];
}

/** A loop of its own, which is compiled once. */
function put(
  { data: samples, height, width }: SmallPlane,
  [black, slope]: readonly [number, number],
  { data, stride }: { readonly data: Uint8ClampedArray; readonly stride: number },
): void {
  for (let y = 0, from = 0; y < height; y++)
    for (let to = y * stride, end = to + width; to < end; to++, from++)
      data[to] = (samples[from] as number) * slope + black;
}

/** One sheet in colours of three in grey. */
export function inColors([red, green, blue]: readonly [Sheet, Sheet, Sheet]): Sheet {
  const data = new Uint8ClampedArray(3 * red.data.length);
  for (const [at, { data: part }] of [red, green, blue].entries())
    for (let i = 0; i < part.length; i++) data[3 * i + at] = part[i] as number;
  return { ...red, data };
}

const QUALITIES = [75, 50, 25] as const;

/** As JPEG in the best quality that has room, as a data URL. */
export async function jpegOf(sheet: Sheet): Promise<string> {
  let bytes = new Uint8Array();
  for (const quality of QUALITIES) {
    bytes = await imageOf(sheet).jpeg({ quality }).toBuffer();
    if (bytes.length <= BYTES_PER_PIXEL * sheet.width * sheet.height) break;
  }
  return dataUrl("jpeg", bytes);
}

export async function pngOf(sheet: Sheet): Promise<string> {
  return dataUrl("png", await imageOf(sheet).png({ compressionLevel: 6, palette: false }).toBuffer());
}

function imageOf({ data, width, height }: Sheet) {
  const channels = data.length === width * height ? 1 : 3;
  return sharp(data, { raw: { width, height, channels } }).toColourspace(channels === 1 ? "b-w" : "srgb");
}

function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:image/${type};base64,${Buffer.from(bytes).toString("base64")}`;
}
