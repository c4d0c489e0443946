import { lavapipe, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { drawPlane } from "./draw-planes.ts";
import { expectEqualPlanes } from "./expect-equal-planes.ts";
import { startGpuProcess } from "./gpu-process.ts";
import { onSoftwareGpus } from "./on-software-gpus.ts";

const twice = { kernel: "double", code: "fn compute(i: u32) { result[i] = 2 * source[i]; }" };

onSoftwareGpus((gpu) => {
  test("a plane of any type comes back as it went, with as many bytes as it has in whole words", async () => {
    for (const data of [
      Uint8Array.of(1, 2, 255, 0, 7),
      Uint16Array.of(1, 65535, 7),
      Uint32Array.of(0, 2 ** 32 - 1),
      Float32Array.of(-1.5, 3e38),
      new Uint8Array(0),
    ]) {
      const plane = { data, height: 1, width: data.length };
      const reply = await gpu().ask({ planes: [plane], steps: [] });
      expectEqualPlanes(reply, plane, 0);
      expect(reply.counts.bytesUploaded).toBe(Math.ceil(data.byteLength / 4) * 4);
    }
  });

  test("a chain stays on the device: one upload, one download, no new buffer or pipeline the second time", async () => {
    const plane = drawPlane("float32", [13, 17]);
    const job = { planes: [plane], steps: [twice, twice, twice] };
    await gpu().ask(job);
    const reply = await gpu().ask(job);
    expectEqualPlanes(reply, { ...plane, data: plane.data.map((value) => 8 * value) }, 0);
    expect(reply.counts).toEqual({
      ...{ uploads: 1, bytesUploaded: 13 * 17 * 4, downloads: 1, bytesDownloaded: 13 * 17 * 4 },
      ...{ dispatches: 3, pipelinesCompiled: 0, buffersCreated: 0 },
    });
  });

  test("a buffer that is used again while its commands are only recorded keeps what they need", async () => {
    const planes = [1, 2, 3, 4].map((seed) => drawPlane("uint8", [5, 5], seed));
    const { value } = await gpu().ask({ planes, steps: [{ kernel: "maxProjection", stack: true }] });
    const most = planes[0]?.data.map((_, i) => Math.max(...planes.map(({ data }) => data[i] ?? 0)));
    expect((value as (typeof planes)[0]).data).toEqual(most);
  });

  test("planes in shared memory, on which Dawn crashes, are uploaded as others", async () => {
    const plane = drawPlane("float32", [5, 4]);
    expectEqualPlanes(await gpu().ask({ planes: [plane], steps: [], shared: true }), plane, 0);
  });

  test("commands that the device refuses and planes that were released are errors, and the session goes on", async () => {
    const planes = [drawPlane("float32", [2, 2])];
    const codeOf = async (misuse: "alias" | "released") =>
      (await gpu().ask({ planes, steps: [{ ...twice, misuse }] })).error?.code;
    expect(await codeOf("alias")).toBe("GPU_COMMAND_INVALID");
    expect(await codeOf("released")).toBe("GPU_PLANE_UNKNOWN");
    expect((await gpu().ask({ planes, steps: [twice] })).error).toBeUndefined();
  });

  test("WGSL that does not compile is an error with place, reason and line, and the session goes on", async () => {
    const planes = [drawPlane("float32", [2, 2])];
    const bad = { kernel: "wrong", code: "fn compute(i: u32) {\n  result[i] = sauce[i];\n}" };
    for (const _ of ["first", "again"]) {
      const { error } = await gpu().ask({ planes, steps: [bad] });
      expect(error?.code).toBe("GPU_SHADER_INVALID");
      expect(error?.message).toMatch(/wrong:4:\d+: .*sauce.*, in: result\[i\] = sauce\[i\];/);
    }
    expect((await gpu().ask({ planes, steps: [twice] })).error).toBeUndefined();
  });

  test("samples that a GPU does not compute with, planes that do not fit and planes of nobody are refused", async () => {
    const codeOf = async (data: Float64Array | Float32Array, height: number, width: number) =>
      (await gpu().ask({ planes: [{ data, height, width }], steps: [] })).error?.code;
    expect(await codeOf(new Float64Array(1), 1, 1)).toBe("GPU_SAMPLES_UNSUPPORTED");
    expect(await codeOf(new Float32Array(3), 2, 2)).toBe("PLANE_INVALID");
    expect(await codeOf(new Float32Array(2 ** 25 + 1), 1, 2 ** 25 + 1)).toBe("GPU_PLANE_TOO_LARGE");
    const labels = { data: new Uint32Array(4), height: 2, width: 2 };
    const { error } = await gpu().ask({ planes: [labels], steps: [{ kernel: "maxProjection", stack: true }] });
    expect(error?.code).toBe("GPU_SAMPLES_UNSUPPORTED");
  });
});

const driver = swiftShader() ?? lavapipe();

test.skipIf(driver === null)("a device that was destroyed is an error, and neither a result nor a hang", async () => {
  if (driver === null) return;
  const own = await startGpuProcess(driver);
  try {
    await own.ask({ destroy: true });
    const { error } = await own.ask({ planes: [drawPlane("float32", [2, 2])], steps: [twice] });
    expect(error?.code).toBe("GPU_DEVICE_LOST");
  } finally {
    own.end();
  }
});
