import { expect, test, vi } from "vitest";
import { dawnProvider } from "./dawn-provider.ts";
import { loadDawn } from "./load-dawn.ts";

vi.mock(import("./load-dawn.ts"), () => ({ loadDawn: vi.fn() }));

/** Dawn, which returns the first of these adapters whose name contains the requested one. */
function dawnWith(...names: readonly string[]) {
  const identifier = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  vi.mocked(loadDawn).mockResolvedValue({
    create: (flags) => {
      const wanted = flags.find((flag) => flag.startsWith("adapter="))?.slice("adapter=".length) ?? "";
      const name = names.find((known) => known.includes(wanted));
      const adapter = name === undefined ? null : { info: { device: identifier(name) } };
      return { requestAdapter: async () => adapter } as unknown as GPU;
    },
  });
  return (name: string) => dawnProvider().request({ name, backend: "vulkan", copies: 1 });
}

test("an adapter whose name is part of another's is not confused with it", async () => {
  const request = dawnWith("NVIDIA RTX A5000 Laptop GPU", "NVIDIA RTX A5000");
  expect(await request("NVIDIA RTX A5000")).toBeNull();
  expect(await request("NVIDIA RTX A5000 Laptop GPU")).not.toBeNull();
});

test("an adapter is recognized by its name without punctuation, and one without a name is accepted", async () => {
  expect(await dawnWith("llvmpipe (LLVM 15.0.6, 256 bits)")("llvmpipe (LLVM 15.0.6, 256 bits)")).not.toBeNull();
  expect(await dawnWith("☃")("☃")).not.toBeNull();
});
