/** The parts of a derived seed: the plate's seed and the names of the part it is for. */
export type SeedParts = readonly (string | number)[];

/** A stream of pseudo-random numbers, the same on every machine. */
export interface Random {
  /** The next 32 bits, as an unsigned integer. */
  uint32(): number;
  /** A number from `low` (included) to `high` (excluded). */
  uniform(low: number, high: number): number;
  /** An integer from 0 to `end - 1`. */
  integer(end: number): number;
  /** A normally distributed number with mean 0 and standard deviation 1. */
  normal(): number;
  /** A copy of `items` in random order. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/**
 * A separate generator for `parts`: every well, tile and plane has its own stream, so each can be made alone and in any
 * order. The algorithm is sfc32 of Chris Doty-Humphrey's PractRand.
 */
export function createRandom(parts: SeedParts): Random {
  const uint32 = sfc32(hashParts(parts));
  const uniform = (low: number, high: number): number => low + (high - low) * (uint32() / 2 ** 32);
  const integer = (end: number): number => Math.floor(uniform(0, end));
  return {
    uint32,
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform(0, 1))) * Math.cos(uniform(0, 2 * Math.PI)),
    shuffle: (items) => shuffled(items, integer),
  };
}

/** 32 well-mixed bits of `parts`. */
export function hashSeed(parts: SeedParts): number {
  return hashParts(parts)[0] >>> 0;
}

type Words = readonly [number, number, number, number];

const MULTIPLIERS: Words = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];

function hashParts(parts: SeedParts): Words {
  const text = parts.map((part) => `${typeof part}:${part}`).join("\n");
  return MULTIPLIERS.map((multiplier, index) => hashText(text, multiplier, index)) as unknown as Words;
}

function hashText(text: string, multiplier: number, start: number): number {
  let hash = start + text.length;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), multiplier) ^ (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function sfc32([first, second, third, fourth]: Words): () => number {
  let [a, b, c, counter] = [first | 0, second | 0, third | 0, fourth | 0];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

function shuffled<Item>(items: readonly Item[], integer: (end: number) => number): Item[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = integer(i + 1);
    [order[i], order[j]] = [order[j] as Item, order[i] as Item];
  }
  return order;
}

/** Cumulative standard normal distribution (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
export function normalCdf(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return value < 0 ? tail : 1 - tail;
}

/** The value below which a fraction `p` of the standard normal distribution lies, by bisection. */
export function normalQuantile(p: number): number {
  let [low, high] = [-8, 8];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
