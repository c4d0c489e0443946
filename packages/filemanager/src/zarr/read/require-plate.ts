import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { readNode, type ZarrNode } from "../array/zarr-node.ts";
import { objectOf } from "../metadata.ts";
import { ngffMetadata } from "../plate/zarr-image.ts";
import { openZarrPlate, type ZarrPlate } from "../plate/zarr-plate.ts";

/**
 * The plate at the root of `files`, or an error that states what is there instead.
 * @throws `ZARR_NOT_PLATE`, `ZARR_METADATA_INVALID`, `JSON_UNREADABLE`
 */
export async function requirePlate(files: DiskFiles, root: string): Promise<ZarrPlate> {
  const node = await readNode(files, "");
  const plate = await openZarrPlate(files, "");
  if (node === null || plate === null)
    throw fail("ZARR_NOT_PLATE", `Cannot open '${root}': it is ${kindOf(node)}, not an OME-Zarr plate`, {
      details: { root },
    });
  const { wells } = objectOf(ngffMetadata(node).plate);
  const listed = Array.isArray(wells) ? wells.length : 0;
  if (listed === 0) throw invalid(root, "a list of wells", "none");
  if (listed > plate.wells.size)
    throw invalid(root, "one group for each well", `${listed} groups for ${plate.wells.size}`);
  return plate;
}

/** A description of a node that is not a plate. */
function kindOf(node: ZarrNode | null): string {
  if (node === null) return "no Zarr group";
  if (node.kind === "array") return "an array";
  const metadata = ngffMetadata(node);
  if ("multiscales" in metadata) return "a single image";
  if ("well" in metadata) return "a single well";
  if ("labels" in metadata || "image-label" in metadata) return "label images";
  return "bioformats2raw.layout" in metadata ? "a collection of images" : "a group without metadata of a plate";
}

function invalid(root: string, expected: string, got: string): Error {
  return fail("ZARR_METADATA_INVALID", `Cannot open plate '${root}': expected ${expected}, got ${got}`, {
    details: { root },
  });
}
