import type { PixelArray } from "@ohcs/context";
import type { Region, ViewedImage, ViewedPlate } from "../../src/index.ts";
import type { PlaneChoice, PlateSource } from "./plate-source.ts";

const ARRAYS = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** The plate that the server of this page shows. */
export function servedSource(base = "api"): PlateSource {
  return {
    plate: async () => (await (await answer(`${base}/plate`)).json()) as ViewedPlate,
    field: async ({ well, site, image: name }) => {
      const address = `${base}/fields/${encodeURIComponent(well)}/${site ?? "-"}`;
      const of = name === null ? {} : { image: name };
      const image = (await (await answer(`${address}?${new URLSearchParams(of)}`)).json()) as ViewedImage;
      const read = async (plane: PlaneChoice, level: number, region: Region, signal?: AbortSignal) => {
        const response = await answer(`${address}/pixels?${queryOf({ ...plane, ...of, level, ...region })}`, signal);
        const dtype = plane.label === undefined ? image.dtype : "uint32";
        return new ARRAYS[dtype](await response.arrayBuffer()) as PixelArray;
      };
      return { ...image, read };
    },
  };
}

function queryOf(asked: PlaneChoice & Region & { readonly level: number; readonly image?: string }): URLSearchParams {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== null);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

async function answer(address: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(address, signal === undefined ? {} : { signal });
  if (response.ok) return response;
  const { error } = (await response.json().catch(() => ({}))) as { error?: { message?: string; remedy?: string } };
  throw new Error(
    [error?.message ?? `The server answers ${response.status}`, error?.remedy].filter(Boolean).join(". "),
  );
}
