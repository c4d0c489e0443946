import { childOf } from "../../paths/virtual-path.ts";
import { type ArrayGrid, arrayGrid } from "./array-grid.ts";
import type { ZarrNode } from "./zarr-node.ts";

/**
 * The files, existing or not, that hold the plane at the coordinates `lead` of an array of any writer, row by row.
 * @throws `IMAGE_UNREADABLE`, `IMAGE_UNSUPPORTED`, `ZARR_TOO_LARGE`
 */
export function chunkPaths(node: ZarrNode, lead: readonly number[]): Generator<string> {
  return pathsIn(node.path, arrayGrid(node), lead);
}

/** The same below an array whose grid is known. */
function* pathsIn(path: string, { shape, block, keyOf }: ArrayGrid, lead: readonly number[]): Generator<string> {
  const outer = lead.map((at, axis) => Math.floor(at / (block[axis] ?? 1)));
  const [rows = 1, columns = 1] = shape.slice(-2).map((length, i) => Math.ceil(length / (block.at(i - 2) ?? 1)));
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) yield childOf(path, keyOf([...outer, row, column]));
}
