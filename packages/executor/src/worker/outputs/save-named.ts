import { formatPlaneKey, type ImageStack, type OutputPlan, type PlaneKey } from "@ohcs/context";
import { fail } from "../../errors.ts";
import type { GroupScope } from "../well-scope.ts";
import { keepNamed, type NamedPlane } from "./keep-images.ts";
import { narrowLabels } from "./narrow-labels.ts";
import { lasting, namedPlane, storePlane } from "./store-plane.ts";

/**
 * Keeps the labels or a named image of a group: all planes under one item in memory, stored one file per plane, all of one type, also
 * later. An image in colours is one file, or three planes of a plate.
 * @throws `FUNCTION_RESULT_INVALID` where two planes would have the same file
 */
export async function saveNamed(scope: GroupScope, name: string, output: OutputPlan, stack: ImageStack): Promise<void> {
  const { store, memoryDir, zarr } = output;
  const own = stack.kind === "labels" && store?.dtype === null ? narrowLabels(stack, scope.lease) : stack;
  const dtype = store?.dtype ?? own.dtype;
  const saved = lasting(scope, output, own, dtype);
  if (memoryDir !== null) await keepNamed(scope, name, memoryDir, own === stack ? saved : stack);
  if (store === null) return;
  const planes = stack.kind === "rgb" ? colored(scope, saved, zarr !== null) : named(scope, name, saved);
  for (const plane of planes) await storePlane(scope, name, { store, dtype, plane });
}

function named(scope: GroupScope, output: string, stack: ImageStack): readonly NamedPlane[] {
  const keys = stack.planes.map((plane) => ({ ...plane, ...scope.key }));
  const names = keys.length === 1 ? [scope.group.key] : distinct(scope, output, keys.map(formatPlaneKey));
  return keys.map((key, i) => ({ ...namedPlane(scope, stack, names[i] ?? "", i), key }));
}

/** In a plate red, green and blue are its channels 1, 2 and 3. */
function colored(scope: GroupScope, stack: ImageStack, isInPlate: boolean): readonly NamedPlane[] {
  const key: PlaneKey = { ...stack.planes[0], ...scope.key };
  if (!isInPlate) return [{ ...namedPlane(scope, stack, scope.group.key, 0), key }];
  const planes: ImageStack = { ...stack, kind: "intensity" };
  return ["1", "2", "3"].map((channel, i) => {
    const own = { ...scope.key, channel };
    return { ...namedPlane(scope, planes, formatPlaneKey(own), i), key: own };
  });
}

/** Each plane has a file of its own. */
function distinct({ group }: GroupScope, output: string, names: readonly string[]): readonly string[] {
  const again = names.find((name, i) => names.indexOf(name) < i);
  if (again === undefined) return names;
  throw fail(
    "FUNCTION_RESULT_INVALID",
    `Cannot save '${output}': expected planes of different coordinates, got '${again}' twice`,
    { details: { group: group.key, output } },
  );
}
