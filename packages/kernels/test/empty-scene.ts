import { gaussianBlur } from "../src/filter/gaussian-blur.ts";
import type { Plane } from "../src/plane.ts";
import { randomOf } from "./nuclei-scene.ts";

interface Chance {
  /** 0 to 1. */
  readonly uniform: () => number;
  /** Mean 0, standard deviation 1. */
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
}

type Light = (x: number, y: number) => number;

const SIZE = 256;

/** Fields without a cell, each as a camera may record it: what its pixels hold, before they are cut off below 0. */
const KINDS = {
  "clipped at 0": ({ uniform, normal }) => {
    const [level, noise] = [2 * uniform() - 2, 0.5 + 6 * uniform()];
    return () => noise * (level + normal());
  },
  quantised: ({ uniform, normal }) => {
    const [level, noise] = [10 * uniform(), 0.05 + 0.7 * uniform()];
    return () => level + noise * normal();
  },
  "photon-limited": ({ uniform, poisson }) => {
    const mean = 0.02 * 200 ** uniform();
    return () => poisson(mean);
  },
  "low in contrast": (chance) => {
    const { data } = mottle(chance, 15 + 25 * chance.uniform());
    const depth = 1 + chance.uniform();
    return (x, y) => 100 + 4 * (depth * data[y * SIZE + x]! + chance.normal());
  },
  dust: ({ uniform, normal }) => {
    const specks = Array.from({ length: 3 + 20 * uniform() }, () => [SIZE * uniform(), SIZE * uniform()] as const);
    const height = 20 + 180 * uniform();
    const light: Light = (x, y) => (specks.some(([sx, sy]) => Math.hypot(x - sx, y - sy) < 1) ? height : 0);
    return (x, y) => 200 + light(x, y) + 5 * normal();
  },
  haze: ({ uniform, normal }) => {
    const clouds = Array.from({ length: 1 + 3 * uniform() }, () => [SIZE * uniform(), SIZE * uniform()] as const);
    const [reach, height] = [40 + 60 * uniform(), 10 + 40 * uniform()];
    const light: Light = (x, y) =>
      clouds.reduce((sum, [cx, cy]) => sum + Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach * reach)), 0);
    return (x, y) => 200 + height * light(x, y) + 5 * normal();
  },
  gradient: ({ uniform, normal }) => {
    const [across, down] = [400 * uniform(), 400 * uniform()];
    return (x, y) => 100 + (across * x + down * y) / SIZE + Math.sqrt(100 + (across * x + down * y) / SIZE) * normal();
  },
  "hot columns": ({ uniform, normal }) => {
    const hot = new Map(
      Array.from({ length: 1 + 5 * uniform() }, () => [Math.floor(SIZE * uniform()), 60 * uniform()]),
    );
    return (x) => 100 + (hot.get(x) ?? 0) + 4 * normal();
  },
  "bands of rows": ({ uniform, normal }) => {
    const bands = Array.from({ length: SIZE / 16 }, () => 12 * uniform());
    return (_, y) => 100 + (bands[y >> 4] ?? 0) + 4 * normal();
  },
  "alike neighbours": (chance) => {
    const { data } = mottle(chance, 0.7 + 0.4 * chance.uniform());
    const [level, noise] = [20 * chance.uniform(), 10 + 20 * chance.uniform()];
    return (x, y) => level + noise * Math.abs(data[y * SIZE + x]!);
  },
  "alike neighbours, clipped at 0": (chance) => {
    const { data } = mottle(chance, 0.7 + 0.7 * chance.uniform());
    const [cut, noise] = [1.5 * chance.uniform(), 20 + 80 * chance.uniform()];
    return (x, y) => noise * (data[y * SIZE + x]! - cut);
  },
} satisfies Record<string, (chance: Chance) => Light>;

export const EMPTY_KINDS = Object.keys(KINDS) as readonly (keyof typeof KINDS)[];

/** Gray levels per unit of light, by the bits of a camera. */
const GAINS = { 8: 0.25, 12: 1, 16: 16 };

export const BITS = [8, 12, 16] as const;

/** A field of one kind without a cell, as a camera of so many bits records it: whole numbers from 0, 256 × 256 px. */
export function emptyScene(
  kind: keyof typeof KINDS,
  seed: number,
  bits: keyof typeof GAINS = 12,
): Plane<Uint8Array | Uint16Array> {
  const chance = chanceOf(seed);
  const light: Light = KINDS[kind](chance);
  const data = bits === 8 ? new Uint8Array(SIZE * SIZE) : new Uint16Array(SIZE * SIZE);
  for (let i = 0; i < data.length; i++) {
    const level = GAINS[bits] * light(i % SIZE, Math.floor(i / SIZE));
    data[i] = Math.min(2 ** bits - 1, Math.max(0, Math.round(level)));
  }
  return { data, height: SIZE, width: SIZE };
}

function chanceOf(seed: number): Chance {
  const uniform = randomOf(seed);
  const normal = () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform());
  const poisson = (mean: number) => {
    const end = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > end; product *= uniform()) count++;
    return count;
  };
  return { uniform, normal, poisson };
}

/** Noise without detail below `sigma` px, standard deviation about 1. */
function mottle({ normal }: Chance, sigma: number): Plane<Float32Array> {
  const noise = Float32Array.from({ length: SIZE * SIZE }, normal);
  const { data } = gaussianBlur({ data: noise, height: SIZE, width: SIZE }, sigma);
  const norm = 2 * Math.sqrt(Math.PI) * sigma;
  return { data: data.map((value) => value * norm), height: SIZE, width: SIZE };
}
