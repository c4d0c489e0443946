import type { Plane } from "@ohcs/kernels";
import { expect } from "vitest";
import type { GpuReply } from "./gpu-process.ts";

/**
 * Equal type, size and samples: within `relative` of the wanted sample, and exactly for 0. What is a difference `from` another plane
 * may deviate by that fraction of its samples besides.
 */
export function expectEqualPlanes(reply: GpuReply, wanted: Plane, relative: number, from?: Plane): void {
  expect(reply.error).toBeUndefined();
  const got = reply.value as Plane;
  expect([got.data.constructor.name, got.height, got.width, got.data.length]).toEqual([
    wanted.data.constructor.name,
    wanted.height,
    wanted.width,
    wanted.data.length,
  ]);
  const bad = wanted.data.findIndex((value, i) => {
    const sample = got.data[i] ?? Number.NaN;
    return !(
      sample === value || Math.abs(sample - value) <= relative * (Math.abs(value) + Math.abs(from?.data[i] ?? 0))
    );
  });
  expect(bad < 0 ? "equal" : `${got.data[bad]} instead of ${wanted.data[bad]} at ${bad}`).toBe("equal");
}
