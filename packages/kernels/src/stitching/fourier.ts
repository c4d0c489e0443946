import type { Arena } from "../wasm/arena.ts";

/** The smallest number that is at least `length` and has no prime factor above 5: a length that transforms fast. */
export function smoothLength(length: number): number {
  let size = length;
  while (radicesOf(size) === null) size++;
  return size;
}

/** The factors of a length, 4 rather than 2 · 2; null where it has others than 2, 3 and 5. */
export function radicesOf(length: number): number[] | null {
  const radices: number[] = [];
  let rest = length;
  for (const radix of [4, 2, 3, 5]) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return rest === 1 ? radices : null;
}

/**
 * cos and sin of 2πi/length for i below `length`, to 2e-16, from sums, products and divisions alone, so that every engine gives the
 * same bits (`Math.cos` may not).
 */
export function rootsOfUnity(length: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const cos = new Float64Array(length);
  const sin = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const quarter = Math.floor((4 * i) / length);
    const rest = 4 * i - quarter * length;
    const isPastEighth = 2 * rest > length;
    const angle = ((Math.PI / 2) * (isPastEighth ? length - rest : rest)) / length;
    const [c, s] = isPastEighth ? [sine(angle), cosine(angle)] : [cosine(angle), sine(angle)];
    cos[i] = [c, -s, -c, s][quarter]!;
    sin[i] = [s, c, -s, -c][quarter]!;
  }
  return { cos, sin };
}

/** Taylor's series up to an eighth of a turn. */
function sine(angle: number): number {
  let sum = 1;
  for (let n = 18; n > 0; n -= 2) sum = 1 - (sum * angle * angle) / (n * (n + 1));
  return angle * sum;
}

function cosine(angle: number): number {
  let sum = 1;
  for (let n = 19; n > 0; n -= 2) sum = 1 - (sum * angle * angle) / (n * (n + 1));
  return sum;
}

const MOST_RADICES = 16;

/** What `assembly/fourier-passes.ts` needs to transform lines of one length, which has no prime factor above 5. */
export function storePlan(arena: Arena, length: number): number {
  const radices = radicesOf(length) ?? [];
  const { cos, sin } = rootsOfUnity(length);
  const places = length + (length % 2);
  const plan = arena.allocate(4 * (MOST_RADICES + places) + 16 * length);
  const words = arena.view(plan, new Uint32Array(0), MOST_RADICES + places).fill(0);
  words.set(radices);
  for (let i = 0; i < length; i++) words[MOST_RADICES + i] = firstPlace(i, length, radices);
  const factors = arena.view(plan + words.byteLength, cos, 2 * length);
  factors.set(cos);
  for (let i = 0; i < length; i++) factors[length + i] = -sin[i]!;
  return plan;
}

/** Where a sample lies before the first pass: the last one combines every radix-th sample, and so on within each part. */
function firstPlace(sample: number, length: number, radices: readonly number[]): number {
  let [place, size, rest] = [0, length, sample];
  for (let pass = radices.length - 1; pass >= 0; pass--) {
    const radix = radices[pass]!;
    size /= radix;
    place += (rest % radix) * size;
    rest = Math.floor(rest / radix);
  }
  return place;
}
