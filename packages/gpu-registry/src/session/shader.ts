import type { GpuKernel, GpuPlane } from "@ohcs/context";
import { elementOf } from "./plane-layout.ts";

/** Invocations of one workgroup: supported by every WebGPU device. */
const GROUP = 64;

/** How a binding is declared and laid out. */
interface KernelBinding {
  readonly plane: GpuPlane;
  readonly type: "read-only-storage" | "storage";
  readonly declaration: string;
}

/** The bindings of a kernel: inputs, then outputs, then counters. */
export function bindingsOf({ reads = {}, writes = {}, counters = {} }: GpuKernel): readonly KernelBinding[] {
  const lists = [
    [reads, "read-only-storage", (plane: GpuPlane) => elementOf(plane)],
    [writes, "storage", (plane: GpuPlane) => elementOf(plane)],
    [counters, "storage", () => "atomic<u32>"],
  ] as const;
  return lists.flatMap(([planes, type, element]) =>
    Object.entries(planes).map(([name, plane]) => {
      const access = type === "storage" ? "read_write" : "read";
      return { plane, type, declaration: `var<storage, ${access}> ${name}: array<${element(plane)}>;` };
    }),
  );
}

/** The whole shader: bindings, the kernel's code, and an entry that numbers invocations across both dispatch dimensions. */
export function shaderOf({ code, threads }: GpuKernel, bindings: readonly KernelBinding[]): string {
  const declarations = bindings.map(({ declaration }, i) => `@group(0) @binding(${i}) ${declaration}`);
  return `${declarations.join("\n")}
${code}
@compute @workgroup_size(${GROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let i = (group.y * groups.x + group.x) * ${GROUP}u + local;
  if (i < ${threads}u) { compute(i); }
}`;
}

/** Workgroups along x and y for so many invocations, where a dimension holds at most `most`. */
export function workgroupsFor(threads: number, most: number): readonly [x: number, y: number] {
  const groups = Math.ceil(threads / GROUP);
  const y = Math.ceil(groups / most);
  return [Math.ceil(groups / Math.max(1, y)), y];
}
