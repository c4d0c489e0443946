import {
  castPixels,
  type Dtype,
  type GpuDtype,
  type GpuImageStack,
  type GpuPlane,
  type GpuSession,
  type ImageStack,
  type PixelArray,
} from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";

/** The stacks of one leg of calls, on a device: none is left there when it ends. */
export class DeviceStacks {
  readonly #session: GpuSession;
  readonly #live = new Set<GpuPlane>();

  constructor(session: GpuSession) {
    this.#session = session;
  }

  /** One upload for each plane. */
  upload(stack: ImageStack): GpuImageStack {
    const [, height, width] = stack.shape;
    const planeOf = (_: unknown, i: number) => stack.data.subarray(i * height * width, (i + 1) * height * width);
    const planes = stack.planes.map(planeOf).map((data) => this.#session.upload({ data, height, width }));
    return this.adopt({ ...stack, data: planes, memory: "webgpu" });
  }

  /** The same as float32: what is narrower travels as it is, and becomes float32 there, a plane at a time. */
  uploadAsFloats(stack: ImageStack, lease: PixelLease): GpuImageStack {
    if (stack.kind === "labels" || stack.dtype === "float32") return this.upload(stack);
    if (stack.dtype !== "uint8" && stack.dtype !== "uint16") {
      const data = castPixels(stack.data, "float32", lease.allocate);
      const uploaded = this.upload({ ...stack, data, dtype: "float32" });
      lease.release(data);
      return uploaded;
    }
    return this.replaced(this.upload(stack), "float32");
  }

  /** The samples as a wider type, beside those that they were. */
  widened(stack: GpuImageStack, dtype: Dtype | null): GpuImageStack {
    if (!needsOther(stack, dtype)) return stack;
    return this.adopt({ ...stack, dtype, data: stack.data.map((plane) => this.#converted(plane, dtype)) });
  }

  /** The same for a stack that is needed no more as it was: each plane goes as its successor comes, but for those of `others`. */
  replaced(stack: GpuImageStack, dtype: Dtype | null, others: Iterable<GpuImageStack> = []): GpuImageStack {
    if (!needsOther(stack, dtype)) return stack;
    const shared = new Set([...others].flatMap(({ data }) => data));
    const made = new Map<GpuPlane, GpuPlane>();
    for (const plane of new Set(stack.data)) {
      made.set(plane, this.#converted(plane, dtype));
      if (!shared.has(plane)) this.#free(plane);
    }
    return this.adopt({ ...stack, dtype, data: stack.data.map((plane) => made.get(plane) ?? plane) });
  }

  /** Holds the planes of a stack until it is not needed any more. */
  adopt(stack: GpuImageStack): GpuImageStack {
    for (const plane of stack.data) this.#live.add(plane);
    return stack;
  }

  /** Frees all planes but those of these stacks. */
  keep(stacks: readonly GpuImageStack[]): void {
    const kept = new Set(stacks.flatMap(({ data }) => data));
    for (const plane of this.#live) if (!kept.has(plane)) this.#free(plane);
  }

  /** One download for each plane. @throws `WELL_MEMORY_EXCEEDED` before the first where they do not all fit */
  async download(stack: GpuImageStack, lease: PixelLease): Promise<ImageStack> {
    const [only, ...others] = stack.data;
    const isSingle = only !== undefined && others.length === 0;
    const data = isSingle ? await this.#downloaded(only, lease) : await this.#joined(stack, lease);
    return { ...stack, data, memory: "cpu" };
  }

  /** Waits for what was recorded up to a plane. @throws what went wrong with it */
  async settle({ data: [plane] }: GpuImageStack): Promise<void> {
    if (plane !== undefined) await this.#session.download(plane);
  }

  /** A plane as it came: it needs no copy. */
  async #downloaded(plane: GpuPlane, lease: PixelLease): Promise<PixelArray> {
    const { data } = await this.#session.download(plane);
    lease.adopt(data);
    return data;
  }

  /** All planes in one array, which is counted before any comes. */
  async #joined({ data: planes, dtype, shape: [, height, width] }: GpuImageStack, lease: PixelLease) {
    const joined = lease.allocate(dtype, planes.length * height * width);
    try {
      for (const [i, plane] of planes.entries())
        joined.set((await this.#session.download(plane)).data, i * height * width);
      return joined;
    } catch (error) {
      lease.release(joined);
      throw error;
    }
  }

  #free(plane: GpuPlane): void {
    this.#live.delete(plane);
    this.#session.release(plane);
  }

  #converted(source: GpuPlane, dtype: GpuDtype): GpuPlane {
    const { height, width } = source;
    const result = this.#session.allocate(height, width, dtype);
    const code = `fn compute(i: u32) { result[i] = ${dtype === "uint32" ? "u32" : "f32"}(source[i]); }`;
    const threads = height * width;
    this.#session.run({ name: `to ${dtype}`, reads: { source }, writes: { result }, threads, code });
    return result;
  }
}

/** Labels, and samples that have the type already, stay as they are. */
function needsOther(stack: GpuImageStack, dtype: Dtype | null): dtype is GpuDtype {
  return dtype !== null && dtype !== stack.dtype && stack.kind !== "labels";
}
