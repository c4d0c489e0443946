import { type Dtype, encodeError, isOhcsError } from "@ohcs/context";
import { Hono } from "hono";
import { fail } from "../errors.ts";
import { PlaneCache } from "../images/plane-cache.ts";
import type { PlateImages } from "../images/plate-images.ts";
import { fieldPlanes, imagesNamed, viewField, viewPlate } from "../images/view-plate.ts";
import { fileResponse } from "./file-response.ts";
import { type GuardOptions, guard, withPolicy } from "./guard.ts";
import { pixelResponse } from "./pixel-response.ts";

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
