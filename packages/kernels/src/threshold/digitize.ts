import { expectParameter, expectSameShape, type Mask, type Plane } from "../plane.ts";
import { computePlane, MASK } from "../wasm/compute-plane.ts";
import { inTiles } from "../wasm/in-tiles.ts";
import { arrayForResult } from "../wasm/results.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { samplesOf, storePlane } from "../wasm/stored-plane.ts";

/**
 * How many of at most 255 thresholds each sample exceeds, uint8: with one of them a mask of what is above it.
 *
 * Reference: `numpy.digitize(image, thresholds, right=True)` of ascending thresholds, equal.
 *
 * @throws PARAMETER_INVALID for more thresholds, KERNEL_MEMORY_EXHAUSTED
 */
export function digitize(plane: Plane, thresholds: readonly number[]): Mask {
  const { length } = thresholds;
  expectParameter(length <= 255, "part samples into classes", "at most 255 thresholds", length);
  const { data, height, width } = plane;
  const result = arrayForResult(MASK, data.length);
  inTiles([data], data, result, (kernels, arena, [source = 0], target) => {
    const limits = arena.upload(Float64Array.from(thresholds));
    return (samples) => kernels.countExceeded(sampleType(data), source, target, samples, limits, length);
  });
  return { data: result, height, width };
}

/** 1 where a sample is greater than the threshold at its pixel (taken as float32) and than `floor`, else 0. @throws PLANE_SHAPE_MISMATCH */
export function maskAbove(plane: Plane, thresholds: Plane<Float32Array>, floor = Number.NEGATIVE_INFINITY): Mask {
  expectSameShape("compare with thresholds", plane, thresholds);
  return computePlane(MASK, plane, (kernels, arena, target) => {
    const { address, type } = storePlane(arena, plane);
    kernels.markAboveOwn(type, address, arena.read(thresholds.data), target, samplesOf(plane), floor);
  });
}
