const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Which of both words holds the exponent depends on the machine. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * The natural logarithm of a positive normal number, from basic arithmetic alone, so that every engine gives the same
 * bits (`Math.log` may not). Relative error below 1e-15.
 */
export function naturalLogarithm(x: number): number {
  double[0] = x;
  const high = words[HIGH]!;
  let exponent = (high >>> 20) - 1023;
  words[HIGH] = (high & 0xfffff) | 0x3ff00000;
  let mantissa = double[0]!;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const q = s * s;
  // 1 + q/3 + q²/5 + …, without a division for each term.
  let sum = ((1 / 23) * q + 1 / 21) * q + 1 / 19;
  sum = ((sum * q + 1 / 17) * q + 1 / 15) * q + 1 / 13;
  sum = ((sum * q + 1 / 11) * q + 1 / 9) * q + 1 / 7;
  sum = ((sum * q + 1 / 5) * q + 1 / 3) * q + 1;
  return exponent * Math.LN2 + 2 * s * sum;
}
