import type { StoredImage } from "@ohcs/context";
import type { PlateImages, StoredPlane } from "../src/images/plate-images.ts";

const WHOLE = { start: 0, end: 255 };
const WIDTH = 6;
const HEIGHT = 4;

/** Sample `x + 10 y + 100 channel` of a plane, so that every pixel shows where it is from. */
export const sampleAt = (channel: number, x: number, y: number) => x + 10 * y + 100 * channel;

function image(plane: StoredPlane): StoredImage {
  const at = plane.label === null ? Number(plane.key.channel) : 0;
  const samples = Array.from({ length: WIDTH * HEIGHT }, (_, i) => sampleAt(at, i % WIDTH, Math.floor(i / WIDTH)));
  const shape = [HEIGHT, WIDTH];
  return plane.label === null
    ? { data: Uint16Array.from(samples), shape, dtype: "uint16", pixelSizeUm: 6.5 }
    : { data: Int32Array.from(samples, (sample) => (sample > 20 ? 1 : 0)), shape, dtype: "int32", pixelSizeUm: null };
}

/** A plate in memory: well A01 with two sites, B02 with one that was stitched; `loads` counts what was loaded. */
export function sampleImages(zarr: string | null = null): PlateImages & { readonly loads: string[] } {
  const loads: string[] = [];
  const plane = (site: number | null, channel: string | null, zIndex: number): StoredPlane => {
    const key = { ...(site === null ? {} : { site }), ...(channel === null ? {} : { channel }), zIndex };
    const label = channel === null ? "nuclei" : null;
    return {
      key,
      label,
      path: JSON.stringify({ ...key, label }),
      page: 0,
      sample: null,
      backend: "memory",
      pixelSizeUm: 0.5,
    };
  };
  const field = (site: number | null) =>
    [1, 2].flatMap((z) => [plane(site, "1", z), plane(site, "2", z), plane(site, null, z)]);
  return {
    name: "P<1>",
    format: { rows: 4, columns: 6 },
    channels: [
      { id: "1", name: "DAPI", color: "0000FF" },
      { id: "2", name: null },
    ],
    wells: new Map([
      ["A01", [...field(1), ...field(2)]],
      ["B02", field(null)],
    ]),
    named: new Map([
      [
        "overlay",
        {
          channels: [{ id: "1", name: "red", color: "FF0000", window: WHOLE }],
          wells: new Map([["A01", [plane(1, "1", 1)]]]),
        },
      ],
    ]),
    zarr,
    loads,
    load: async (one) => {
      loads.push(one.path);
      if (one.key.site === 2 && one.key.channel === "2") throw Object.assign(new Error("Cannot read"), { code: "X" });
      return image(one);
    },
    close: async () => undefined,
  };
}
