import type { GpuPlane, GpuSession } from "@ohcs/context";
import { rootsOfUnity } from "@ohcs/kernels";

/** The lines of one axis of a complex plane: how many, their length, and WGSL for the place of sample `at` of line `line`. */
interface Axis {
  readonly lines: number;
  readonly length: number;
  readonly place: (at: string) => string;
  /** Neighbouring invocations work on neighbouring samples. */
  readonly numbering: string;
}

/** Cosines and sines for both axes of a plane: what its transforms share. */
interface TransformRoots {
  readonly rows: GpuPlane;
  readonly columns: GpuPlane;
}

/** WGSL's own sine is only accurate to three digits. */
export function uploadRoots(session: GpuSession, height: number, width: number): TransformRoots {
  const upload = (length: number) => {
    const { cos, sin } = rootsOfUnity(length);
    return session.upload({ data: Float32Array.of(...cos, ...sin), height: 2, width: cos.length });
  };
  return { rows: upload(width), columns: upload(height) };
}

/**
 * The discrete Fourier transform of a plane of complex samples, unscaled; `inverse` conjugates. Sides are powers of
 * two; a plane of `height × 2 · width` float32 holds real and imaginary parts in turn. Replaces `plane`, which is
 * released.
 *
 * Radix 2 in the order of T. G. Stockham (1966): each pass reads one plane and writes another, and nothing is sorted.
 */
export function transform(session: GpuSession, plane: GpuPlane, roots: TransformRoots, inverse = false): GpuPlane {
  const { height } = plane;
  const width = plane.width / 2;
  const rows = { lines: height, length: width, place: (at: string) => `line * ${width}u + ${at}` };
  const columns = { lines: width, length: height, place: (at: string) => `(${at}) * ${width}u + line` };
  const along = alongAxis(session, plane, roots.rows, inverse, {
    ...rows,
    numbering: `let line = i / ${width / 2}u; let k = i % ${width / 2}u;`,
  });
  return alongAxis(session, along, roots.columns, inverse, {
    ...columns,
    numbering: `let line = i % ${width}u; let k = i / ${width}u;`,
  });
}

function alongAxis(session: GpuSession, plane: GpuPlane, roots: GpuPlane, inverse: boolean, axis: Axis): GpuPlane {
  if (axis.length === 1) return plane;
  let source = plane;
  for (let step = 1; step < axis.length; step *= 2) {
    const result = session.allocate(plane.height, plane.width, "float32");
    const code = passCode(axis, step, inverse);
    session.run({
      name: "butterflies",
      reads: { source, roots },
      writes: { result },
      threads: axis.lines * (axis.length / 2),
      code,
    });
    session.release(source);
    source = result;
  }
  return source;
}

function passCode({ length, place, numbering }: Axis, step: number, inverse: boolean): string {
  const half = length / 2;
  return `fn load(at: u32) -> vec2f { return vec2f(source[2u * at], source[2u * at + 1u]); }
fn store(at: u32, value: vec2f) {
  result[2u * at] = value.x;
  result[2u * at + 1u] = value.y;
}
fn compute(i: u32) {
  ${numbering}
  let within = k % ${step}u;
  let root = within * ${half / step}u;
  let cosine = roots[root];
  let sine = ${inverse ? "" : "-"}roots[${half}u + root];
  let low = load(${place("k")});
  let high = load(${place(`k + ${half}u`)});
  let turned = vec2f(high.x * cosine - high.y * sine, high.x * sine + high.y * cosine);
  let at = 2u * k - within;
  store(${place("at")}, low + turned);
  store(${place(`at + ${step}u`)}, low - turned);
}`;
}
