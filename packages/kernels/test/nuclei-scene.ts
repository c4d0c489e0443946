import type { Labels, Plane } from "../src/plane.ts";

interface SceneOptions {
  readonly seed: number;
  /** Nuclei wanted; ellipses of mean radius 8–12 px, the centres of touching ones at least 1.75 mean radii apart. */
  readonly nuclei: number;
  /** Peak intensity above the background; each nucleus has 0.6 to 1.4 of it. @default 1500 */
  readonly amplitude?: number;
  /** Camera offset, which vignetting leaves alone. @default 200 */
  readonly offset?: number;
  /** Light that vignetting dims. @default 100 */
  readonly background?: number;
  /** Loss of light in the corners, 0 to 1. @default 0 */
  readonly vignetting?: number;
  /** Fraction of the nuclei that is set against another. @default 0.5 */
  readonly touching?: number;
  /** Side in px. @default 512 */
  readonly size?: number;
}

interface Scene extends Plane<Uint16Array> {
  readonly truth: Labels;
  readonly count: number;
}

interface Nucleus {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly elongation: number;
  readonly turn: number;
  readonly amplitude: number;
}

/** Numbers from 0 to 1 that depend on the seed alone. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A field of blurred elliptical nuclei, some of them set against another, with shot and read noise. */
export function nucleiScene(options: SceneOptions): Scene {
  const { amplitude = 1500, offset = 200, background = 100, vignetting = 0, size = 512 } = options;
  const random = randomOf(options.seed);
  const nuclei = placeNuclei(random, { touching: 0.5, ...options, amplitude, size });
  const { light, truth } = paint(nuclei, size);
  const data = new Uint16Array(size * size);
  for (let i = 0; i < data.length; i++) {
    const [dx, dy] = [(i % size) - size / 2, Math.floor(i / size) - size / 2];
    const signal = ((light[i] ?? 0) + background) * (1 - (vignetting * (dx * dx + dy * dy) * 2) / (size * size));
    const normal = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
    data[i] = Math.max(0, Math.round(offset + signal + normal * Math.sqrt(144 + signal)));
  }
  return { data, height: size, width: size, truth: { data: truth, height: size, width: size }, count: nuclei.length };
}

/** 20 nuclei, and a dozen that are too dim for the threshold of those. */
export function dimBesideBright(seed: number, amplitude = 160): { readonly bright: Scene; readonly dim: Scene } {
  const bright = nucleiScene({ seed, nuclei: 20, touching: 0 });
  return { bright, dim: nucleiScene({ seed: 100 + seed, nuclei: 12, touching: 0, amplitude }) };
}

/** The light of the second added to the first, less offset and background of one of them. */
export function together(first: Plane, second: Plane, ground = 300): Plane<Float32Array> {
  return { ...first, data: Float32Array.from(first.data, (value, i) => value + second.data[i]! - ground) };
}

type Placement = Required<Pick<SceneOptions, "nuclei" | "touching" | "size" | "amplitude">>;

function placeNuclei(random: () => number, { nuclei, touching, size, amplitude }: Placement): Nucleus[] {
  const placed: Nucleus[] = [];
  for (let tries = 0; placed.length < nuclei && tries < 20_000; tries++) {
    const radius = 8 + 4 * random();
    const beside = random() < touching ? placed[Math.floor(random() * placed.length)] : undefined;
    const direction = 2 * Math.PI * random();
    const gap = beside === undefined ? 0 : (1.75 * (beside.radius + radius)) / 2;
    const x = beside === undefined ? random() * size : beside.x + gap * Math.cos(direction);
    const y = beside === undefined ? random() * size : beside.y + gap * Math.sin(direction);
    const inside = x > 0 && y > 0 && x < size && y < size;
    const least = touching > 0 ? 0.8749 : 1.3;
    const apart = placed.every((o) => Math.hypot(o.x - x, o.y - y) >= least * (o.radius + radius));
    if (!inside || !apart) continue;
    const [elongation, turn] = [0.8 + 0.2 * random(), Math.PI * random()];
    placed.push({ x, y, radius, elongation, turn, amplitude: amplitude * (0.6 + 0.8 * random()) });
  }
  return placed;
}

function paint(nuclei: readonly Nucleus[], size: number): { light: Float64Array; truth: Uint32Array } {
  const light = new Float64Array(size * size);
  const truth = new Uint32Array(size * size);
  const nearest = new Float64Array(size * size).fill(1);
  for (const [index, nucleus] of nuclei.entries()) {
    const { x, y, radius } = nucleus;
    for (let py = Math.max(0, Math.floor(y - 20)); py < Math.min(size, y + 20); py++) {
      for (let px = Math.max(0, Math.floor(x - 20)); px < Math.min(size, x + 20); px++) {
        const i = py * size + px;
        const reach = reachOf(nucleus, px - x, py - y);
        const edge = 1 / (1 + Math.exp(2 * (reach - 1) * radius));
        light[i] = Math.max(light[i] ?? 0, nucleus.amplitude * edge * (1 - 0.15 * reach));
        if (reach > (nearest[i] ?? 0)) continue;
        nearest[i] = reach;
        truth[i] = index + 1;
      }
    }
  }
  return { light, truth };
}

/** The distance from the centre as a fraction of the ellipse's radius in that direction. */
function reachOf({ radius, elongation, turn }: Nucleus, dx: number, dy: number): number {
  const along = dx * Math.cos(turn) + dy * Math.sin(turn);
  const across = dy * Math.cos(turn) - dx * Math.sin(turn);
  return Math.hypot((along * Math.sqrt(elongation)) / radius, across / (radius * Math.sqrt(elongation)));
}
