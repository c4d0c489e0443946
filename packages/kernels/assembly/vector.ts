// Operations on vectors of any sample type. Conditions on types are decided when a function is compiled for one.

/** How many samples of a type a vector holds. */
export function lanes<T>(): usize {
  return 16 / sizeof<T>();
}

/** The lesser of two vectors, lane by lane; of floats that which one instruction gives: no care is taken of NaN. */
export function least<T>(a: v128, b: v128): v128 {
  if (isFloat<T>()) return sizeof<T>() === 4 ? f32x4.pmin(a, b) : f64x2.pmin(a, b);
  return v128.min<T>(a, b);
}

/** The greater of two vectors, likewise. */
export function greatest<T>(a: v128, b: v128): v128 {
  if (isFloat<T>()) return sizeof<T>() === 4 ? f32x4.pmax(a, b) : f64x2.pmax(a, b);
  return v128.max<T>(a, b);
}
