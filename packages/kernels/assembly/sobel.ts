import { mirrorEnds } from "./memory";

/**
 * The strength of edges of a plane, float32, as `src/filter/sobel.ts` defines it: of 8 and 16 bits in single precision, whose sums are
 * exact there, of other types in double. `lines` has room for two lines of width + 2 float64 and 256 bytes.
 */
export function sobelPlane<T>(source: usize, target: usize, height: i32, width: i32, lines: usize): void {
  if (sizeof<T>() < 4) edges<T, f32>(source, target, height, width, lines);
  else edges<T, f64>(source, target, height, width, lines);
}

/** `L`: the precision in which it computes. */
function edges<T, L>(source: usize, target: usize, height: i32, width: i32, lines: usize): void {
  const rowBytes = <usize>width * sizeof<T>();
  const smooth = lines + 64;
  const slope = smooth + ((<usize>(width + 2) * sizeof<L>() + 127) & ~63);
  for (let y = 0; y < height; y++) {
    const row = source + <usize>y * rowBytes;
    const above = y > 0 ? row - rowBytes : row;
    const below = y < height - 1 ? row + rowBytes : row;
    combineRows<T, L>(above, row, below, smooth, slope, width);
    mirrorEnds<L>(smooth, width, 1);
    mirrorEnds<L>(slope, width, 1);
    storeStrengths<L>(smooth, slope, target + 4 * <usize>y * <usize>width, width);
  }
}

/** Sums of three rows with the weights 1 2 1, and the row above less that below. */
function combineRows<T, L>(above: usize, row: usize, below: usize, smooth: usize, slope: usize, width: i32): void {
  const lanes = 16 / sizeof<L>();
  for (let x: usize = 0; x < <usize>width; x += lanes) {
    const from = x * sizeof<T>();
    const to = x * sizeof<L>();
    const a = widened<T>(above + from);
    const b = widened<T>(below + from);
    const middle = widened<T>(row + from);
    v128.store(smooth + to, v128.add<L>(v128.add<L>(a, b), v128.add<L>(middle, middle)));
    v128.store(slope + to, v128.sub<L>(a, b));
  }
}

/** Four samples as float32, or two as float64. */
function widened<T>(from: usize): v128 {
  if (sizeof<T>() === 1) {
    return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from))));
  }
  if (sizeof<T>() === 2) return f32x4.convert_i32x4_u(v128.load_ext<u16>(from));
  if (sizeof<T>() === 8) return v128.load(from);
  const two = v128.load64_zero(from);
  if (isFloat<T>()) return f64x2.promote_low_f32x4(two);
  return isSigned<T>() ? f64x2.convert_low_i32x4_s(two) : f64x2.convert_low_i32x4_u(two);
}

/** What is stored beyond the row the next one overwrites. */
function storeStrengths<L>(smooth: usize, slope: usize, target: usize, width: i32): void {
  const lanes = 16 / sizeof<L>();
  // Both differences are four times what they stand for.
  const share = v128.splat<L>(<L>(1.0 / 32.0));
  for (let x: usize = 0; x < <usize>width; x += lanes) {
    const at = x * sizeof<L>();
    const vertical = v128.sub<L>(v128.load(smooth + at - sizeof<L>()), v128.load(smooth + at + sizeof<L>()));
    const middle = v128.load(slope + at);
    const sides = v128.add<L>(v128.load(slope + at - sizeof<L>()), v128.load(slope + at + sizeof<L>()));
    const horizontal = v128.add<L>(sides, v128.add<L>(middle, middle));
    const squares = v128.add<L>(v128.mul<L>(horizontal, horizontal), v128.mul<L>(vertical, vertical));
    const strength = v128.sqrt<L>(v128.mul<L>(squares, share));
    if (sizeof<L>() === 4) v128.store(target + 4 * x, strength);
    else v128.store64_lane(target + 4 * x, f32x4.demote_f64x2_zero(strength), 0);
  }
}
