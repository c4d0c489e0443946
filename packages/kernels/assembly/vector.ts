// Operations on vectors of any sample type. Conditions on types are decided when a function is compiled for one.

/** Types that stand for the choice between minimum and maximum where a function is compiled for each. */
export type Minimum = i8;
export type Maximum = i16;

/** The lesser of two vectors, lane by lane; of floats that which one instruction gives: `b < a ? b : a`. */
export function least<T>(a: v128, b: v128): v128 {
  if (isFloat<T>()) return sizeof<T>() === 4 ? f32x4.pmin(a, b) : f64x2.pmin(a, b);
  return v128.min<T>(a, b);
}

/** The greater of two vectors, likewise: `a < b ? b : a`. */
export function greatest<T>(a: v128, b: v128): v128 {
  if (isFloat<T>()) return sizeof<T>() === 4 ? f32x4.pmax(a, b) : f64x2.pmax(a, b);
  return v128.max<T>(a, b);
}

/** {@link least} or {@link greatest}. */
export function extreme<T, Choice>(a: v128, b: v128): v128 {
  return sizeof<Choice>() === 1 ? least<T>(a, b) : greatest<T>(a, b);
}

/** The first two of four float32 as float64. */
export function promotedLow(four: v128): v128 {
  return f64x2.promote_low_f32x4(four);
}

/** The last two of four float32 as float64. */
export function promotedHigh(four: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(four, four, 2, 3, 2, 3));
}

/** Four float64 as float32. */
export function demoted(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** The first two of four samples as float64. */
export function lowPair<T>(from: usize): v128 {
  if (isFloat<T>()) return sizeof<T>() === 8 ? v128.load(from) : promotedLow(v128.load(from));
  return converted<T>(fourWhole<T>(from));
}

/** The last two. */
export function highPair<T>(from: usize): v128 {
  if (isFloat<T>()) return sizeof<T>() === 8 ? v128.load(from, 16) : promotedHigh(v128.load(from));
  const four = fourWhole<T>(from);
  return converted<T>(v128.shuffle<i32>(four, four, 2, 3, 2, 3));
}

function converted<T>(two: v128): v128 {
  return isSigned<T>() ? f64x2.convert_low_i32x4_s(two) : f64x2.convert_low_i32x4_u(two);
}

function fourWhole<T>(from: usize): v128 {
  if (sizeof<T>() === 4) return v128.load(from);
  if (sizeof<T>() === 2) return v128.load_ext<u16>(from);
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from)));
}
