import type { ViewedPlate } from "../src/index.ts";

/** The well and field that are shown. */
export interface Place {
  readonly well: string;
  readonly site: number | null;
  /** What a step emits by that name; null for the images of the plate. */
  readonly image: string | null;
}

/** The place in the address of the page (`#well=B03&site=2&image=overlay`), else the first field of the plate; null for a plate without any. */
export function placeIn({ wells, images }: ViewedPlate, hash: string = location.hash): Place | null {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const well = wells.find((one) => one.well === asked.get("well")) ?? wells[0];
  if (well === undefined) return null;
  const field = well.fields.find(({ site }) => String(site) === asked.get("site")) ?? well.fields[0];
  const image = images.find((name) => name === asked.get("image")) ?? null;
  return { well: well.well, site: field?.site ?? null, image };
}

/** Keeps the place in the address, so that it can be passed on and loaded again. */
export function rememberPlace({ well, site, image }: Place): void {
  const hash = new URLSearchParams({
    well,
    ...(site === null ? {} : { site: String(site) }),
    ...(image === null ? {} : { image }),
  });
  history.replaceState(null, "", `#${hash}`);
}
