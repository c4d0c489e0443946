import { isOhcsError, type PlateManifest } from "@ohcs/context";
import { memoryPlateReader, renderPlateFiles, tinyPlate } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { builtInHandlers } from "../src/disk/open-plate.ts";
import { isImagePath } from "../src/manifest/plate-reading.ts";
import { openReader } from "../src/open/open-reader.ts";
import { incellPlate } from "./incell-plate.ts";
import { LAYOUTS } from "./synthetic-plates.ts";

const CASES = process.env.OHCS_TEST_DEPTH === "full" ? 10_000 : 150;
const LONGEST_MS = 600_000;

type Files = readonly (readonly [path: string, bytes: Uint8Array])[];

const PLATES: readonly Files[] = [
  ...LAYOUTS.map(([layout]) => [
    ...renderPlateFiles(
      tinyPlate({
        layout,
        tile: 8,
        sites: 1,
        channels: 2,
        cells: 0,
        radius: [1, 1],
        placements: { A01: "empty", B02: "empty" },
      }),
    ),
  ]),
  incellPlate(),
].map((files) => files.map(([path, bytes]) => [path, isImagePath(path) ? new Uint8Array() : bytes] as const));

/** The seed of this run (see `vitest.config.ts`), printed, so that a failure can be repeated. */
function printedSeed(): number {
  const seed = Number(process.env.OHCS_TEST_SEED);
  process.stderr.write(`damaged plates: OHCS_TEST_SEED=${seed}\n`);
  return seed;
}

/** Whole numbers determined by a seed (a linear congruential generator of Numerical Recipes). */
function numbersOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Below = ReturnType<typeof numbersOf>;

const HOSTILE = [
  "0",
  "-1",
  "1e308",
  "NaN",
  "99999999999",
  "&lol;",
  "<",
  '"',
  "\0",
  "µ",
  "]]>",
  "<!DOCTYPE a>",
  "<a>",
  "../",
];

/** Cuts, flips, doubles, removes, or puts something hostile into a text. */
function damaged(bytes: Uint8Array, below: Below): Uint8Array {
  const [at, length] = [below(bytes.length + 1), below(40)];
  const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const rest = bytes.subarray(at + length);
  const hostile = new TextEncoder().encode(HOSTILE[below(HOSTILE.length)]);
  return (
    [
      () => bytes.slice(0, at),
      () => bytes.map((byte, i) => (i === at ? byte ^ (1 << below(8)) : byte)),
      () => join(bytes.subarray(0, at + length), bytes.subarray(at)),
      () => join(bytes.subarray(0, at), rest),
      () => join(bytes.subarray(0, at), hostile, rest),
    ][below(5)]?.() ?? bytes
  );
}

/** The manifest, or the code of the error; anything else fails the test. */
async function outcomeOf(files: Files): Promise<PlateManifest | string> {
  try {
    return await openReader(memoryPlateReader({ name: "p", files }), { handlers: builtInHandlers });
  } catch (error) {
    if (isOhcsError(error)) return error.code;
    throw error;
  }
}

const placesOf = ({ images }: PlateManifest) =>
  new Map(
    images.map(({ path, well, site, channel, zIndex, timepoint }) => [
      path,
      [well, site, channel, zIndex, timepoint].join(),
    ]),
  );

test(
  "damaged metadata never move a plane: it stays where its name is, or there is an error with a code",
  async () => {
    const below = numbersOf(printedSeed());
    const whole = await Promise.all(PLATES.map(outcomeOf));
    let [opened, noticed] = [0, 0];
    for (let i = 0; i < CASES; i++) {
      const which = i % PLATES.length;
      const [files, sound] = [PLATES[which] ?? [], whole[which]];
      const metadata = files.filter(([path]) => !isImagePath(path));
      const [victim] = metadata[below(metadata.length)] ?? [];
      const outcome = await outcomeOf(
        files.map(([path, bytes]) => [path, path === victim ? damaged(bytes, below) : bytes]),
      );
      if (typeof outcome === "string" || sound === undefined || typeof sound === "string") continue;
      opened++;
      if (outcome.notices.some(({ code }) => code.startsWith("METADATA_") || code.startsWith("FILES_"))) noticed++;
      // The names of an IN Cell plate state the same, but channels by their filters; those of OME-TIFFs state nothing.
      if (outcome.handler === "inCell" || outcome.handler === "omeTiff") continue;
      expect([victim, ...placesOf(outcome)]).toEqual([victim, ...placesOf(sound)]);
    }
    expect(opened).toBeGreaterThan(CASES / 2);
    expect(noticed).toBeGreaterThan(CASES / 20);
  },
  LONGEST_MS,
);

test(
  "damaged names are other planes, no planes, clashes or of no format, and leave all others as they are",
  async () => {
    const below = numbersOf(printedSeed() + 1);
    const whole = await Promise.all(PLATES.map(outcomeOf));
    let same = 0;
    for (let i = 0; i < CASES; i++) {
      const which = i % PLATES.length;
      const [files, sound] = [PLATES[which] ?? [], whole[which]];
      const images = files.filter(([path]) => isImagePath(path));
      const [victim = ""] = images[below(images.length)] ?? [];
      const name =
        new TextDecoder().decode(damaged(new TextEncoder().encode(victim), below)).replaceAll("\\", "") || "x";
      const outcome = await outcomeOf(files.map(([path, bytes]) => [path === victim ? name : path, bytes]));
      if (typeof outcome === "string" || sound === undefined || typeof sound === "string") continue;
      const [expected, got] = [placesOf(sound), placesOf(outcome)];
      if (outcome.handler !== sound.handler) continue;
      same++;
      for (const [path, place] of expected) if (path !== victim) expect([path, got.get(path)]).toEqual([path, place]);
    }
    expect(same).toBeGreaterThan(CASES / 4);
  },
  LONGEST_MS,
);
