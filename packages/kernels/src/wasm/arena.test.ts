import { allocatePixels, type Dtype } from "@ohcs/context";
import { expect, test, vi } from "vitest";
import { inArena } from "./arena.ts";
import { computePlane } from "./compute-plane.ts";
import { withResultsIn } from "./results.ts";

test("memory of a computation is used again by the next", () => {
  const address = () => inArena((_, arena) => arena.allocate(1000));
  expect(address()).toBe(address());
});

test("a computation within another leaves its memory alone, also when it fails", () => {
  const data = Uint16Array.of(1, 2, 3);
  inArena((_, outer) => {
    const kept = outer.upload(data);
    const fails = () =>
      inArena((_, inner) => {
        inner.upload(new Uint16Array(100_000).fill(9));
        throw new Error("stop");
      });
    expect(fails).toThrow("stop");
    outer.allocate(4_000_000);
    expect(outer.view(kept, data)).toEqual(data);
  });
});

test("a large computation leaves no large memory behind", async () => {
  // A file of tests before this one may have lent planes: memory that holds them stays.
  vi.resetModules();
  const { inArena } = await import("./arena.ts");
  const bytes = inArena((kernels, arena) => {
    arena.allocate(300 * 2 ** 20);
    return kernels.memory.buffer.byteLength;
  });
  expect(bytes).toBeGreaterThan(300 * 2 ** 20);
  expect(inArena(({ memory }) => memory.buffer.byteLength)).toBeLessThan(16 * 2 ** 20);
});

test("more memory than WebAssembly has is refused with a code", () => {
  const ask = () => inArena((_, arena) => arena.allocate(5 * 2 ** 30));
  expect(ask).toThrow(expect.objectContaining({ code: "KERNEL_MEMORY_EXHAUSTED" }));
  expect(inArena((_, arena) => arena.allocate(16))).toBeGreaterThan(0);
});

test("withResultsIn() has results in arrays that it is given, and only there", () => {
  const given: unknown[] = [];
  const allocate = (dtype: Dtype, length: number) => {
    const array = allocatePixels(dtype, length);
    given.push(array);
    return array;
  };
  const data = Uint16Array.of(4, 5, 6);
  const copied = () =>
    computePlane(data, { height: 1, width: 3 }, (_, arena, at) => arena.view(at, data).set(data)).data;
  const [first, second] = withResultsIn(allocate, () => {
    const inner = withResultsIn(undefined, copied);
    return [inner, copied()];
  });
  expect([first, second, copied()]).toEqual([data, data, data]);
  expect(given).toEqual([second]);
  expect(() => withResultsIn(allocate, () => inArena((_, arena) => arena.allocate(5 * 2 ** 30)))).toThrow();
  copied();
  expect(given).toHaveLength(1);
});
