import { wellNamed } from "../grammar/well-at.ts";

/** `A1-Site_0`, at the end of a name. */
const LABEL = /(?:^|_)(?<well>[A-Z]{1,2}\d{1,2})-Site_(?<site>\d{1,6})$/;

/**
 * Well and site in a label that Micro-Manager's HCS plugin gives to a place; sites count from 0, as in its window. Null
 * for any other label.
 */
export function placeByLabel(label: string | null): { readonly well: string; readonly site: number } | null {
  const groups = LABEL.exec(label ?? "")?.groups;
  const well = groups === undefined ? null : wellNamed(groups.well ?? "");
  return well === null ? null : { well, site: Number(groups?.site) };
}
