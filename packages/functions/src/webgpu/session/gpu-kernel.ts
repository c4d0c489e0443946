import { elementOf, type GpuPlane } from "./gpu-plane.ts";

/** One WGSL kernel over one-dimensional invocations, and the planes it works on. */
export interface GpuKernel {
  /** For messages. */
  readonly name: string;
  /** Planes that are read, by the name of their array in the code. */
  readonly reads?: Readonly<Record<string, GpuPlane>>;
  /** Planes that are written, or read and written in place. A plane stands in one of the three lists only. */
  readonly writes?: Readonly<Record<string, GpuPlane>>;
  /** uint32 planes that the code sees as arrays of `atomic<u32>`. */
  readonly counters?: Readonly<Record<string, GpuPlane>>;
  /** How many invocations; any number. */
  readonly threads: number;
  /**
   * WGSL with a function `compute(i: u32)`, called once for each i in 0 … threads − 1, in no order. Sizes and constants are
   * written into it; kernels of equal code share a pipeline.
   */
  readonly code: string;
}

/** Invocations of one workgroup: every device that WebGPU admits has them. */
const GROUP = 64;

/** How a binding is declared and laid out. */
interface KernelBinding {
  readonly plane: GpuPlane;
  readonly type: "read-only-storage" | "storage";
  readonly declaration: string;
}

/** The bindings of a kernel: what is read, then what is written, then the counters. */
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
