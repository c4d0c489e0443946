import { countOf, type ImageStack, type OutputPlan } from "@ohcs/context";
import { fail } from "../../errors.ts";
import { firstImageOf } from "../passes.ts";
import type { GroupScope } from "../well-scope.ts";
import { keepImage } from "./keep-images.ts";
import { lasting, namedPlane, storePlane } from "./store-plane.ts";

/**
 * Keeps the images of a group: in memory as the function made them, stored clipped and rounded once. What is stored may
 * still be under way when it returns.
 * @throws `FUNCTION_RESULT_INVALID` where the number of planes is not that of the plan
 */
export async function saveImages(scope: GroupScope, output: OutputPlan, stack: ImageStack): Promise<void> {
  const names = scope.group.images.toArray();
  if (names.length !== stack.shape[0])
    throw fail(
      "FUNCTION_RESULT_INVALID",
      `Cannot save images: expected ${countOf(names.length, "plane")}, got ${stack.shape[0]}`,
      { details: { group: scope.group.key } },
    );
  const saved = lasting(scope, output, stack, output.store?.dtype ?? stack.dtype);
  const planes = names.map((name, i) => namedPlane(scope, saved, name, i));
  const first = firstImageOf(scope.plan, scope.groupIndex);
  for (const [i, plane] of planes.entries()) {
    if (output.memoryDir !== null) await keepImage(scope, output.memoryDir, first + i, plane);
    if (output.store === null) continue;
    await storePlane(scope, "image", { store: output.store, dtype: output.store.dtype ?? stack.dtype, plane });
  }
}
