import { expect, test } from "vitest";
import { parseAdapterList } from "./dawn-provider.ts";

test("parseAdapterList() reads Dawn's list and counts boards of the same name", () => {
  const message = [
    "no suitable backends found",
    "Available adapters:",
    " * backend: 'vulkan', name: 'Board'",
    " * backend: 'vulkan', name: 'llvmpipe (LLVM 15.0.6, 256 bits)'",
    " * backend: 'vulkan', name: 'Board'",
    " * backend: 'opengl', name: 'Board's'",
  ].join("\n");
  expect(parseAdapterList(message)).toEqual([
    { name: "Board", backend: "vulkan", copies: 2 },
    { name: "llvmpipe (LLVM 15.0.6, 256 bits)", backend: "vulkan", copies: 1 },
    { name: "Board's", backend: "opengl", copies: 1 },
  ]);
  expect(parseAdapterList("unrecognised backend 'bogus'")).toEqual([]);
});
