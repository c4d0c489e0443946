import { expect, test } from "vitest";
import { adapterIds } from "./inspect-gpus.ts";

test("adapterIds() makes a unique folder name from each name", () => {
  const names = ["NVIDIA H100 80GB", "llvmpipe (LLVM 15.0.6)", "nvidia-h100-80gb", "☃"];
  expect(adapterIds(names.map((name) => ({ name, backend: "vulkan", copies: 1 })))).toEqual([
    "nvidia-h100-80gb",
    "llvmpipe-llvm-15-0-6",
    "nvidia-h100-80gb-2",
    "gpu",
  ]);
});
