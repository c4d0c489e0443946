const bits = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm of a positive normal number, from basic arithmetic alone, so that every engine gives the same
 * bits (`Math.log` may not). Relative error below 1e-15.
 */
export function naturalLogarithm(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let n = 23; n > 0; n -= 2) sum = sum * square + 1 / n;
  return exponent * Math.LN2 + 2 * s * sum;
}
