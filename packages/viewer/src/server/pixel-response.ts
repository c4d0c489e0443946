import { castPixels, type Dtype, type PixelArray } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { PlaneCache } from "../images/plane-cache.ts";
import type { StoredPlane } from "../images/plate-images.ts";
import type { Region } from "../viewed-plate.ts";

/** Which pixels of a field are asked for, as texts of a URL. */
export type PixelQuery = Readonly<Record<string, string>>;

const MOST_PIXELS = 4096 * 4096;

/**
 * Pixels of one plane of a field: raw samples of `dtype` (labels: uint32), little-endian, row by row, no header.
 * @throws `VIEW_NOT_FOUND`, `VIEW_REQUEST_INVALID`, and what loading throws
 */
export async function pixelResponse(
  planes: readonly StoredPlane[],
  query: PixelQuery,
  dtype: Dtype,
  cache: PlaneCache,
): Promise<Response> {
  const { data, shape } = await cache.load(planeOf(planes, query), numberOf(query, "level", 16));
  const [height = 0, width = 0] = shape.slice(-2);
  const region = regionOf(query, width, height);
  const cut = castPixels(cropped(data, width, region), query.label === undefined ? dtype : "uint32");
  const body = new Uint8Array(cut.buffer as ArrayBuffer, cut.byteOffset, cut.byteLength);
  return new Response(body, { headers: { "content-type": "application/octet-stream" } });
}

function planeOf(planes: readonly StoredPlane[], { channel, label, z, t }: PixelQuery): StoredPlane {
  const isAt = (value: number | undefined, wanted: string | undefined) =>
    value === undefined || String(value) === wanted;
  const found = planes.find(
    ({ key, label: name }) =>
      (label === undefined ? name === null && (key.channel ?? "") === channel : name === label) &&
      isAt(key.zIndex, z) &&
      isAt(key.timepoint, t),
  );
  if (found !== undefined) return found;
  const what = label === undefined ? `channel '${channel}'` : `labels '${label}'`;
  throw fail("VIEW_NOT_FOUND", `Cannot show ${what} at z '${z}', time '${t}': there is no such plane`);
}

function regionOf(query: PixelQuery, width: number, height: number): Region {
  const [x, y] = [numberOf(query, "x", width - 1), numberOf(query, "y", height - 1)];
  const region = { x, y, width: numberOf(query, "width", width - x), height: numberOf(query, "height", height - y) };
  if (region.width > 0 && region.height > 0 && region.width * region.height <= MOST_PIXELS) return region;
  throw invalid("a rectangle of 1 to 16,777,216 pixels", `${region.width} × ${region.height}`);
}

function numberOf(query: PixelQuery, name: string, most: number): number {
  const text = query[name] ?? "";
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw invalid(`'${name}' from 0 to ${most}`, text.slice(0, 40));
}

function invalid(expected: string, got: string): Error {
  return fail("VIEW_REQUEST_INVALID", `Cannot show pixels: expected ${expected}, got '${got}'`);
}

function cropped(data: PixelArray, stride: number, { x, y, width, height }: Region): PixelArray {
  const cut = data.slice(0, width * height) as PixelArray;
  for (let row = 0; row < height; row++) {
    const from = (y + row) * stride + x;
    cut.set(data.subarray(from, from + width), row * width);
  }
  return cut;
}
