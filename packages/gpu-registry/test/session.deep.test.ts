import type { HostPlane, PixelArray } from "@ohcs/context";
import { onSoftwareDrivers } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SessionProcess, startSessionProcess } from "./session-process.ts";

const twice = { name: "double", code: "fn compute(i: u32) { result[i] = 2 * source0[i]; }" };

const row = (data: PixelArray): HostPlane => ({ data, height: 1, width: data.length });
const floats = (...values: readonly number[]) => row(Float32Array.from(values));

onSoftwareDrivers({ describe, test }, (driver) => {
  let gpu: SessionProcess;
  beforeAll(async () => {
    gpu = await startSessionProcess(driver);
  });
  afterAll(() => gpu.end());

  test("is held by the driver's adapter", () => {
    expect(gpu.greeting.adapter.startsWith(driver.adapter)).toBe(true);
  });

  test("returns a plane of any type unchanged, with its bytes in whole words", async () => {
    for (const data of [
      Uint8Array.of(1, 2, 255, 0, 7),
      Uint16Array.of(1, 65535, 7),
      Uint32Array.of(0, 2 ** 32 - 1),
      Float32Array.of(-1.5, 3e38),
      new Uint8Array(0),
    ]) {
      const { value, counts } = await gpu.ask({ planes: [row(data)], kernels: [] });
      expect(value).toEqual(row(data));
      expect(counts.bytesUploaded).toBe(Math.ceil(data.byteLength / 4) * 4);
    }
  });

  test("clips what a kernel writes beyond 8 or 16 bits, and leaves the samples beside it", async () => {
    for (const [given, doubled] of [
      [Uint8Array.of(100, 200, 1, 255, 7), Uint8Array.of(200, 255, 2, 255, 14)],
      [Uint16Array.of(40_000, 3, 9), Uint16Array.of(65_535, 6, 18)],
    ] as const) {
      const { value } = await gpu.ask({ planes: [row(given)], kernels: [twice] });
      expect(value).toEqual(row(doubled));
    }
  });

  test("keeps a chain on the device: one upload, one download, no new buffer or pipeline the second time", async () => {
    const data = Float32Array.from({ length: 13 * 17 }, (_, i) => i / 3);
    const job = { planes: [{ data, height: 13, width: 17 }], kernels: [twice, twice, twice] };
    await gpu.ask(job);
    const { value, counts } = await gpu.ask(job);
    expect(value).toEqual({ data: data.map((sample) => 8 * sample), height: 13, width: 17 });
    expect(counts).toEqual({
      uploads: 1,
      bytesUploaded: 13 * 17 * 4,
      downloads: 1,
      bytesDownloaded: 13 * 17 * 4,
      dispatches: 3,
      pipelinesCompiled: 0,
      buffersCreated: 0,
    });
  });

  test("does not overwrite a reused buffer before its recorded commands have run", async () => {
    const planes = [3, 1, 4, 2].map((value) => row(Uint8Array.of(value, 5 - value, 7 * value)));
    const code = "fn compute(i: u32) { result[i] = source0[i] + 6 * source1[i] + source2[i] - source3[i]; }";
    const { value } = await gpu.ask({ planes, kernels: [{ name: "blend", code }] });
    expect(value).toEqual(row(Uint8Array.of(3 + 6 + 4 - 2, 2 + 24 + 1 - 3, 21 + 42 + 28 - 14)));
  });

  test("uploads planes in shared memory, on which Dawn crashes, as others", async () => {
    const plane = floats(1.5, 2.5, -3);
    expect((await gpu.ask({ planes: [plane], kernels: [], shared: true })).value).toEqual(plane);
  });

  test("raises errors for commands that the device refuses and for released planes, and continues", async () => {
    const codeOf = async (misuse: "alias" | "released" | "rows") =>
      (await gpu.ask({ planes: [floats(1, 2)], kernels: [{ ...twice, misuse }] })).error?.code;
    expect(await codeOf("alias")).toBe("GPU_COMMAND_INVALID");
    expect(await codeOf("released")).toBe("GPU_PLANE_UNKNOWN");
    expect(await codeOf("rows")).toBe("GPU_ROWS_INVALID");
    expect((await gpu.ask({ planes: [floats(1, 2)], kernels: [twice] })).value).toEqual(floats(2, 4));
  });

  test("raises errors of WGSL with place, reason and line, and continues", async () => {
    const bad = { name: "wrong", code: "fn compute(i: u32) {\n  result[i] = sauce[i];\n}" };
    for (const _ of ["first", "again"]) {
      const { error } = await gpu.ask({ planes: [floats(1)], kernels: [bad] });
      expect(error?.code).toBe("GPU_SHADER_INVALID");
      expect(error?.message).toMatch(/wrong:4:\d+: .*sauce.*, in: result\[i\] = sauce\[i\];/);
    }
    expect((await gpu.ask({ planes: [floats(1)], kernels: [twice] })).value).toEqual(floats(2));
  });

  test("refuses samples that take more than 32 bits, planes that are not full and planes too large to bind", async () => {
    const codeOf = async (plane: HostPlane) => (await gpu.ask({ planes: [plane], kernels: [] })).error?.code;
    expect(await codeOf(row(new Float64Array(1)))).toBe("GPU_SAMPLES_UNSUPPORTED");
    expect(await codeOf({ data: new Float32Array(3), height: 2, width: 2 })).toBe("PLANE_INVALID");
    const { error } = await gpu.ask({ planes: [row(new Float32Array(2 ** 25 + 1))], kernels: [twice] });
    expect(error?.code).toBe("GPU_PLANE_TOO_LARGE");
  });

  test("raises an error, and neither a result nor a hang, after its device was destroyed", async () => {
    const own = await startSessionProcess(driver);
    try {
      await own.ask({ destroy: true });
      const { error } = await own.ask({ planes: [floats(1)], kernels: [twice] });
      expect(error?.code).toBe("GPU_DEVICE_LOST");
    } finally {
      own.end();
    }
  });
});
