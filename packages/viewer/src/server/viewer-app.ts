import { castPixels, type Dtype, encodeError, isOhcsError, type PixelArray } from "@ohcs/context";
import { Hono } from "hono";
import { fail } from "../errors.ts";
import { PlaneCache } from "../images/plane-cache.ts";
import type { PlateImages, StoredPlane } from "../images/plate-images.ts";
import { fieldPlanes, imagesNamed, viewField, viewPlate } from "../images/view-plate.ts";
import type { Region } from "../viewed-plate.ts";
import { fileResponse } from "./file-response.ts";
import { type GuardOptions, guard, withPolicy } from "./guard.ts";

/** Which pixels of a field are asked for, as texts of a URL. */
type PixelQuery = Readonly<Record<string, string>>;

const MOST_PIXELS = 4096 * 4096;

/** What a viewer's server shows, and the folder of its page. */
export interface ViewerAppOptions extends GuardOptions {
  readonly images: PlateImages;
  readonly page: string;
}

const STATUS: Readonly<Record<string, 400 | 403 | 404>> = {
  VIEW_REFUSED: 403,
  VIEW_NOT_FOUND: 404,
  VIEW_REQUEST_INVALID: 400,
};

/** The routes of a viewer: its page, the documents and pixels of the plate, or the files of its OME-Zarr plate. Nothing is ever written. */
export function viewerApp({ images, page, ...guarded }: ViewerAppOptions): Hono {
  const { zarr } = images;
  const cache = new PlaneCache(images);
  const dtypes = new Map<string, Dtype>();
  const app = new Hono();
  app.use(withPolicy, guard(guarded));
  app.get("/api/plate", (context) => context.json(viewPlate(images)));
  app.get("/api/fields/:well/:site", async (context) => {
    const { well, site } = context.req.param();
    const image = context.req.query("image");
    const view = await viewField(imagesNamed(images, image), well, siteOf(site), (plane) => cache.load(plane));
    dtypes.set(JSON.stringify([well, site, image]), view.dtype);
    return context.json(view);
  });
  app.get("/api/fields/:well/:site/pixels", async (context) => {
    const { well, site } = context.req.param();
    const { image, ...query } = context.req.query();
    const planes = fieldPlanes(imagesNamed(images, image), well, siteOf(site));
    return pixelResponse(planes, query, dtypes.get(JSON.stringify([well, site, image])) ?? "uint16", cache);
  });
  if (zarr !== null) app.get("/zarr/*", ({ req }) => fileResponse(zarr, pathOf(req.raw, "/zarr/"), req.raw));
  app.get("/*", ({ req }) => fileResponse(page, pathOf(req.raw, "/") || "index.html", req.raw));
  app.notFound(() => {
    throw fail("VIEW_NOT_FOUND", "Cannot answer: there is nothing at this address");
  });
  app.onError((error, context) => {
    const { code, message, remedy } = encodeError(error);
    const status = isOhcsError(error) ? (STATUS[error.code] ?? 422) : 500;
    return context.json({ error: { code, message, remedy } }, status);
  });
  return app;
}

/** `-` stands for images without sites. */
function siteOf(text: string): number | null {
  if (text === "-") return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw fail(
    "VIEW_REQUEST_INVALID",
    `Cannot show a field: expected a site as a number or '-', got '${text.slice(0, 40)}'`,
  );
}

/** The path of a request behind `prefix`, decoded once. @throws `VIEW_NOT_FOUND` where it cannot be decoded */
function pathOf({ url }: Request, prefix: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname.slice(prefix.length));
  } catch {
    throw fail("VIEW_NOT_FOUND", "Cannot read a file: its name in the address cannot be decoded");
  }
}

/**
 * Pixels of one plane of a field: raw samples of `dtype` (labels: uint32), little-endian, row by row, no header.
 * @throws `VIEW_NOT_FOUND`, `VIEW_REQUEST_INVALID`, and what loading throws
 */
async function pixelResponse(
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
