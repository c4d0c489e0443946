import type { GpuPlane, GpuSession } from "@ohcs/context";
import { radicesOf, rootsOfUnity } from "@ohcs/kernels";

/** The lines of one axis of a complex plane: how many, their length, and WGSL for the place of sample `at` of line `line`. */
interface Axis {
  readonly lines: number;
  readonly length: number;
  readonly place: (at: string) => string;
  /** WGSL for `line` and `k`, one of `parts` of a line: neighbouring invocations work on neighbouring samples. */
  readonly numbering: (parts: number) => string;
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
 * The discrete Fourier transform of a plane of complex samples, unscaled; `inverse` conjugates. Sides have no prime
 * factor above 5; a plane of `height × 2 · width` float32 holds real and imaginary parts in turn. Replaces `plane`,
 * which is released.
 *
 * In the order of T. G. Stockham (1966): each pass reads one plane and writes another, and nothing is sorted.
 */
export function transform(session: GpuSession, plane: GpuPlane, roots: TransformRoots, inverse = false): GpuPlane {
  const { height } = plane;
  const width = plane.width / 2;
  const rows = { lines: height, length: width, place: (at: string) => `line * ${width}u + ${at}` };
  const columns = { lines: width, length: height, place: (at: string) => `(${at}) * ${width}u + line` };
  const along = alongAxis(session, plane, roots.rows, inverse, {
    ...rows,
    numbering: (parts) => `let line = i / ${parts}u; let k = i % ${parts}u;`,
  });
  return alongAxis(session, along, roots.columns, inverse, {
    ...columns,
    numbering: () => `let line = i % ${width}u; let k = i / ${width}u;`,
  });
}

function alongAxis(session: GpuSession, plane: GpuPlane, roots: GpuPlane, inverse: boolean, axis: Axis): GpuPlane {
  let source = plane;
  let step = 1;
  for (const radix of radicesOf(axis.length) ?? []) {
    const result = session.allocate(plane.height, plane.width, "float32");
    const code = passCode(axis, step, radix, inverse);
    const threads = axis.lines * (axis.length / radix);
    session.run({ name: "butterflies", reads: { source, roots }, writes: { result }, threads, code });
    session.release(source);
    source = result;
    step *= radix;
  }
  return source;
}

/** Each invocation transforms `radix` samples, turned by roots of unity; the factors among them are roots as well. */
function passCode({ length, place, numbering }: Axis, step: number, radix: number, inverse: boolean): string {
  const parts = length / radix;
  const sign = inverse ? "" : "-";
  const samples = Array.from({ length: radix }, (_, j) => j);
  const loads = samples.map((j) => {
    const sample = `load(${place(`k + ${j * parts}u`)})`;
    return `  let s${j} = ${j === 0 ? sample : `turned(${sample}, ${j}u * within * ${parts / step}u)`};`;
  });
  const stores = samples.map((q) => {
    const sum = samples.map((j) => ((j * q) % radix === 0 ? `s${j}` : `turned(s${j}, ${((j * q) % radix) * parts}u)`));
    return `  store(${place(`at + ${q * step}u`)}, ${sum.join(" + ")});`;
  });
  return `fn load(at: u32) -> vec2f { return vec2f(source[2u * at], source[2u * at + 1u]); }
fn store(at: u32, value: vec2f) {
  result[2u * at] = value.x;
  result[2u * at + 1u] = value.y;
}
fn turned(value: vec2f, root: u32) -> vec2f {
  let cosine = roots[root];
  let sine = ${sign}roots[${length}u + root];
  return vec2f(value.x * cosine - value.y * sine, value.x * sine + value.y * cosine);
}
fn compute(i: u32) {
  ${numbering(parts)}
  let within = k % ${step}u;
  let at = ${radix}u * k - ${radix - 1}u * within;
${loads.join("\n")}
${stores.join("\n")}
}`;
}
