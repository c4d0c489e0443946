import { mapConcurrently } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { filesAt } from "../../objects/object-files.ts";
import { readNode, type ZarrNode } from "../array/zarr-node.ts";
import type { ZarrImage } from "../plate/zarr-image.ts";
import { openZarrPlate, type ZarrPlate } from "../plate/zarr-plate.ts";
import { documentsChanged, planeFacts } from "./plane-facts.ts";
import type { SurveyedPlane } from "./zarr-survey.ts";

/** Facts that distinguish versions of a plane without reading it, as in a survey of its plate. */
export type ZarrPlaneFacts = Pick<SurveyedPlane, "bytes" | "mtimeMs">;

const PLANES_AT_ONCE = 32;

/**
 * Sizes and times of the files behind planes of the plate in the folder `root` (absolute), by the names that a survey
 * gave them; null for planes that do not exist or cannot be accessed.
 */
export async function zarrPlaneFacts(
  root: string,
  names: readonly string[],
): Promise<readonly (ZarrPlaneFacts | null)[]> {
  return mapConcurrently(names, PLANES_AT_ONCE, zarrPlaneDater(root));
}

/** The same for one plane at a time: the plate's documents are read once, the files are checked each time. */
export function zarrPlaneDater(root: string): (name: string) => Promise<ZarrPlaneFacts | null> {
  const files = filesAt(root);
  const opening = openZarrPlate(files, "").catch(() => null);
  const arrays = new Map<string, Promise<DatedArray | null>>();
  return async (name) => {
    const plate = await opening;
    return plate === null ? null : factsOf({ root, files, plate, arrays }, name).catch(() => null);
  };
}

/** The array of an image at full size, and when the documents about it were changed. */
interface DatedArray {
  readonly array: ZarrNode;
  readonly changed: number;
}

interface OpenedPlate {
  readonly root: string;
  readonly files: DiskFiles;
  readonly plate: ZarrPlate;
  readonly arrays: Map<string, Promise<DatedArray | null>>;
}

async function factsOf(opened: OpenedPlate, name: string): Promise<ZarrPlaneFacts | null> {
  const { plate, arrays } = opened;
  const plane = await plate.plane([name]);
  if (plane === null) return null;
  const found = arrays.get(plane.image.path) ?? datedArray(opened, plane.image);
  arrays.set(plane.image.path, found);
  const dated = await found;
  if (dated === null) return null;
  const { bytes, mtimeMs } = await planeFacts(opened, dated.array, { lead: plane.lead, changed: dated.changed });
  return { bytes, mtimeMs };
}

async function datedArray(opened: OpenedPlate, image: ZarrImage): Promise<DatedArray | null> {
  const array = await readNode(opened.files, image.levels[0] ?? image.path);
  return array?.kind === "array" ? { array, changed: await documentsChanged(opened, image, array) } : null;
}
