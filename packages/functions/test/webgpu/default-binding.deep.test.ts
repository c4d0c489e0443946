import type { FunctionImplementation, FunctionResult, ImageStack } from "@ohcs/context";
import { gaussianBlur, labelConnected } from "@ohcs/functions";
import { expect, vi } from "vitest";
import { environment } from "../draw-stack.ts";
import { onSoftwareGpus } from "./on-software-gpus.ts";

/**
 * 139 MB at 4 bytes a px, 4 % more than the 128 MiB that a device binds unless it is asked for more, and lavapipe at most: two bands.
 * Other tests of bands tell the session a lower limit; here the device itself refuses what is larger. It takes some 6 s of lavapipe,
 * 13 of SwiftShader and 2 GB: less would be bound as a whole.
 */
const SIDE = 5900;
const DEFAULT_BINDING_BYTES = 2 ** 27;

// Where SwiftShader is the only driver, and other tests run beside.
vi.setConfig({ testTimeout: 240_000 });

function stackBy(sampleAt: (y: number, x: number) => number): ImageStack {
  const data = new Uint8Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) data[y * SIDE + x] = sampleAt(y, x);
  return {
    data,
    dtype: "uint8",
    shape: [1, SIDE, SIDE],
    kind: "intensity",
    memory: "cpu",
    axis: null,
    planes: [{ site: 1 }],
    positions: [null],
    calibration: { pixelSizeUm: null },
  };
}

/** Lines that go straight over the seam of the bands, and slanted ones that join some of them below it. */
const drawLines = () =>
  stackBy((y, x) => Number(x % 96 === 0 || (y > SIDE - 100 && (x + y) % 192 === 0 && x % 384 < 192)));
const drawTexture = () => stackBy((y, x) => (7 * x + 13 * y + ((x * y) >> 4)) % 251);

onSoftwareGpus((gpu, testOnce) => {
  /** What a function makes of an image on the CPU, and on a device that does not bind it as a whole. */
  async function twinsOf<Params>({ declaration: { name }, run }: Twin<Params>, image: ImageStack, params: Params) {
    expect(gpu().greeting.bindingBytes).toBe(DEFAULT_BINDING_BYTES);
    const wanted = await run({ image }, params, environment());
    const { value, error } = await gpu().ask({ call: name, inputs: { image }, params });
    expect(error).toBeUndefined();
    return { wanted, got: value as FunctionResult };
  }

  testOnce("gaussianBlur gives the same of a plane larger than what the device binds", async () => {
    const { wanted, got } = await twinsOf(gaussianBlur, drawTexture(), { sigma: 0.5 });
    expectEqualSamples(got.image, wanted.image, 1e-5);
  });

  testOnce("labelConnected gives the same of a plane larger than what the device binds", async () => {
    const { wanted, got } = await twinsOf(labelConnected, drawLines(), { connectivity: 8 });
    expectEqualSamples(got.outputs?.labels as ImageStack, wanted.outputs?.labels as ImageStack, 0);
  });
});

interface Twin<Params> {
  readonly declaration: { readonly name: string };
  readonly run: FunctionImplementation<Params>;
}

function expectEqualSamples(got: ImageStack | undefined, wanted: ImageStack | undefined, relative: number): void {
  const { data: samples = [] } = got ?? {};
  const { data: expected = [] } = wanted ?? {};
  expect([samples.length, expected.length]).toEqual([SIDE * SIDE, SIDE * SIDE]);
  const bad = expected.findIndex((value, i) => !(Math.abs((samples[i] ?? Number.NaN) - value) <= relative * value));
  expect(bad < 0 ? "equal" : `${samples[bad]} instead of ${expected[bad]} at ${bad}`).toBe("equal");
}
