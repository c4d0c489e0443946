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
