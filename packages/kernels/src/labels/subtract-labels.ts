import { expectSameShape, type Labels } from "../plane.ts";
import { labelOutlines } from "./label-outlines.ts";

/**
 * The objects of `outer` without the pixels of objects in `inner`, as cytoplasm is cells without nuclei; labels stay those of `outer`.
 * With `keepOutline` the outermost pixels of the inner objects belong to both, so that no ring vanishes.
 *
 * Reference: IdentifyTertiaryObjects of CellProfiler, with `keepOutline` as "Shrink smaller object prior to subtraction"; equal.
 *
 * @throws PLANE_SHAPE_MISMATCH
 */
export function subtractLabels(outer: Labels, inner: Labels, keepOutline = true): Labels {
  expectSameShape("subtract labels", outer, inner);
  const outlines = keepOutline ? labelOutlines(inner).data : null;
  const data = outer.data.map((label, i) => (inner.data[i] === 0 || outlines?.[i] === 1 ? label : 0));
  return { data, height: outer.height, width: outer.width };
}
