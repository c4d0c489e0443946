import { expect, test, vi } from "vitest";
import { createGpuSession } from "./gpu-session.ts";

test.each([0, 1023, Number.NaN])(
  "a session whose kernels may take %d bytes of a plane is refused",
  (maxBindingBytes) => {
    expect(() => createGpuSession({} as GPUDevice, { maxBindingBytes })).toThrow(
      expect.objectContaining({
        code: "GPU_SETTINGS_INVALID",
        message: `Cannot use setting 'maxBindingBytes': expected bytes from 1024 on, got ${maxBindingBytes}`,
      }),
    );
  },
);

/** A device that computes nothing, and the sizes of its existing buffers. */
function emptyDevice() {
  const sizes: number[] = [];
  const createBuffer = ({ size, usage }: GPUBufferDescriptor) => {
    sizes.push(size);
    return { size, usage, destroy: () => sizes.splice(sizes.indexOf(size), 1) };
  };
  const device = {
    createBuffer,
    lost: new Promise(() => undefined),
    queue: { submit: () => undefined },
    limits: { maxBufferSize: 1e6, maxStorageBufferBindingSize: 1e6 },
    pushErrorScope: () => undefined,
    popErrorScope: async () => null,
    createCommandEncoder: () => ({ finish: () => ({}) }),
  };
  return { device: device as unknown as GPUDevice, sizes };
}

test("buffers are kept while there are planes, and no more than idleBytes of them without any", () => {
  vi.stubGlobal("GPUBufferUsage", { STORAGE: 1, COPY_SRC: 2, COPY_DST: 4 });
  const { device, sizes } = emptyDevice();
  const session = createGpuSession(device, { idleBytes: 500 });
  const [first, second, third] = [1, 1, 2].map((height) => session.allocate(height, 100, "float32"));
  if (first === undefined || second === undefined || third === undefined) throw new Error("three planes");
  session.release(first, third);
  expect(sizes).toEqual([400, 400, 800]);
  session.release(second);
  expect(sizes).toEqual([400]);
  session.close();
  expect(sizes).toEqual([]);
});
