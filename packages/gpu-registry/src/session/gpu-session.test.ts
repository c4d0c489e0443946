import { expect, test } from "vitest";
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
