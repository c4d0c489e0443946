import {
  dilate,
  erode,
  type Footprint,
  gaussianBlur,
  medianFilter,
  opening,
  type Plane,
  whiteTopHat,
} from "@ohcs/kernels";
import { expect, test } from "vitest";
import { DTYPES, drawPlane, SIZES } from "../../test/webgpu/draw-planes.ts";
import { expectEqualPlanes } from "../../test/webgpu/expect-equal-planes.ts";
import { onSoftwareGpus } from "../../test/webgpu/on-software-gpus.ts";

const FOOTPRINTS: readonly Footprint[] = [
  { shape: "disk", radius: 0 },
  { shape: "disk", radius: 1 },
  { shape: "square", radius: 2 },
  { shape: "disk", radius: 4 },
  { shape: "disk", radius: 11 },
];

/** Twins of the CPU compute in float64, which holds all samples; as the plane's own type. */
function onCpu(kernel: string, plane: Plane, footprint: Footprint): Plane {
  if (kernel === "whiteTopHat") return whiteTopHat(plane, footprint);
  const wide = { ...plane, data: new Float64Array(plane.data) };
  const twins: Readonly<Record<string, typeof erode>> = { erode, dilate, opening };
  const { data } = twins[kernel]?.(wide, footprint) ?? wide;
  return { ...plane, data: plane.data.map((_, i) => data[i] ?? Number.NaN) };
}

onSoftwareGpus((gpu) => {
  test.each(["erode", "dilate", "opening", "whiteTopHat"])("%s equals that of the CPU", async (kernel) => {
    for (const [k, size] of SIZES.entries()) {
      for (const footprint of FOOTPRINTS.filter((_, f) => f % 2 === k % 2)) {
        const plane = drawPlane(DTYPES[k % 3] ?? "uint8", size);
        const reply = await gpu().ask({ planes: [plane], steps: [{ kernel, args: [footprint] }] });
        expectEqualPlanes(reply, onCpu(kernel, plane, footprint), 0);
      }
    }
  });

  test.each(DTYPES)("a top hat of %s with negative samples or none equals that of the CPU", async (dtype) => {
    const plane = drawPlane(dtype, [37, 53]);
    const low = dtype === "float32" ? { ...plane, data: plane.data.map((value) => value - 3000) } : plane;
    const footprint = { shape: "disk", radius: 5 } as const;
    const reply = await gpu().ask({ planes: [low], steps: [{ kernel: "whiteTopHat", args: [footprint] }] });
    expectEqualPlanes(reply, whiteTopHat(low, footprint), 0);
  });

  test("median, top hat and blur as one chain: one upload, one download, and what the CPU gives", async () => {
    const plane = drawPlane("uint16", [101, 67]);
    const footprint = { shape: "disk", radius: 4 } as const;
    const steps = [
      { kernel: "medianFilter", args: [3] },
      { kernel: "whiteTopHat", args: [footprint] },
      { kernel: "gaussianBlur", args: [1] },
    ];
    const reply = await gpu().ask({ planes: [plane], steps });
    expectEqualPlanes(reply, gaussianBlur(whiteTopHat(medianFilter(plane, 3), footprint), 1), 1e-5);
    expect(reply.counts).toMatchObject({
      uploads: 1,
      bytesUploaded: Math.ceil((101 * 67) / 2) * 4,
      downloads: 1,
      bytesDownloaded: 101 * 67 * 4,
      // Unpack, median, twice (3 doublings, 3 looks), subtract, blur along y and x.
      dispatches: 1 + 1 + 2 * (3 + 3) + 1 + 2,
    });
  });
});
