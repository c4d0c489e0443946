import type { Point } from "../plane.ts";

/** An object as one tile shows it; lengths in px of the tile, pixel centres whole numbers from 0. */
export interface TileObject extends Point {
  readonly label: number;
  readonly area: number;
  /** Does it reach a border of the tile, so that a part of it may be missing? */
  readonly cut: boolean;
}

/** Who counts an object. */
export interface Ownership {
  /** Index of the tile and of the object in it. */
  readonly tile: number;
  readonly index: number;
  /** True where another tile counts it, or owns its place. */
  readonly duplicate: boolean;
  /** Dense from 1 over the objects that count, by tile and label; null for duplicates. */
  readonly number: number | null;
  /** Centroid in the mosaic, px. */
  readonly x: number;
  readonly y: number;
}

export interface TileSize {
  readonly width: number;
  readonly height: number;
}

interface Sighting extends Ownership {
  readonly radius: number;
  readonly cut: boolean;
}

/** Whole sightings nearer than this part of the smaller one's radius are one object. */
const SAME_OBJECT = 0.75;

/**
 * Counts each object of overlapping tiles once. An object belongs to the tile whose centre is nearest to its centroid
 * (ties: the lower tile). Sightings of one object in several tiles have slightly different centroids, so they are joined
 * first and judged by their mean place: otherwise an object on the line between two tiles could be counted twice, or by
 * neither.
 */
export function ownObjects(
  objects: readonly (readonly TileObject[])[],
  positions: readonly Point[],
  size: TileSize,
): Ownership[] {
  const sightings = objects.flatMap((list, tile) =>
    list.map((object, index) => sightingOf(object, tile, index, positions)),
  );
  const owners = joinSightings(sightings).map((group) => ownerOf(group, sightings, positions, size));
  let number = 0;
  return sightings.map(({ radius: _, cut: __, ...sighting }, i) => {
    const duplicate = owners[i] !== i;
    return { ...sighting, duplicate, number: duplicate ? null : ++number };
  });
}

/**
 * The sighting that counts: that of the nearest tile. Where that tile saw nothing, the largest whole one, provided that
 * several tiles saw it: one alone is a part of something else, or noise.
 */
function ownerOf(
  group: readonly number[],
  sightings: readonly Sighting[],
  positions: readonly Point[],
  size: TileSize,
): number | null {
  const tile = nearestTile(meanPlace(group.map((i) => sightings[i]!)), positions, size);
  const owner = group.find((i) => sightings[i]!.tile === tile);
  if (owner !== undefined) return owner;
  const whole = group.filter((i) => !sightings[i]!.cut);
  if (group.length === 1 || whole.length === 0) return null;
  return whole.reduce((a, b) => (sightings[a]!.radius >= sightings[b]!.radius ? a : b));
}

function sightingOf(
  { x, y, area, cut }: TileObject,
  tile: number,
  index: number,
  positions: readonly Point[],
): Sighting {
  const at = positions[tile]!;
  return {
    tile,
    index,
    duplicate: false,
    number: null,
    x: at.x + x,
    y: at.y + y,
    radius: Math.sqrt(area / Math.PI),
    cut,
  };
}

/** For each sighting the group of sightings of the same object, itself included: at most one per tile. */
function joinSightings(sightings: readonly Sighting[]): number[][] {
  const groups = sightings.map((_, i) => [i]);
  for (const [a, b] of pairsByDistance(sightings)) {
    const [first, second] = [groups[a]!, groups[b]!];
    const tiles = new Set([...first, ...second].map((i) => sightings[i]!.tile));
    if (first === second || tiles.size < first.length + second.length) continue;
    first.push(...second);
    for (const i of second) groups[i] = first;
  }
  return groups;
}

function pairsByDistance(sightings: readonly Sighting[]): [a: number, b: number][] {
  const order = sightings.map((_, i) => i).sort((a, b) => sightings[a]!.x - sightings[b]!.x || a - b);
  const reach = Math.max(0, ...sightings.map(({ radius }) => radius));
  const pairs: { a: number; b: number; distance: number }[] = [];
  for (const [place, a] of order.entries()) {
    for (let next = place + 1; next < order.length; next++) {
      const b = order[next]!;
      if (sightings[b]!.x - sightings[a]!.x > reach) break;
      const distance = between(sightings[a]!, sightings[b]!);
      if (isSame(sightings[a]!, sightings[b]!, distance)) pairs.push({ a, b, distance });
    }
  }
  return pairs.sort((p, q) => p.distance - q.distance || p.a - q.a || p.b - q.b).map(({ a, b }) => [a, b]);
}

/** What a border cuts off moves the centroid: a part is the same as the whole when it lies inside it. */
function isSame(a: Sighting, b: Sighting, distance: number): boolean {
  const within = a.cut || b.cut ? Math.max(a.radius, b.radius) : SAME_OBJECT * Math.min(a.radius, b.radius);
  return a.tile !== b.tile && distance <= within;
}

function meanPlace(members: readonly Point[]): Point {
  const sum = members.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / members.length, y: sum.y / members.length };
}

function nearestTile(place: Point, positions: readonly Point[], { width, height }: TileSize): number {
  const distances = positions.map(({ x, y }) => between(place, { x: x + (width - 1) / 2, y: y + (height - 1) / 2 }));
  return distances.indexOf(Math.min(...distances));
}

function between(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}
