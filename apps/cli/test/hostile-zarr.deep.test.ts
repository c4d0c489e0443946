import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { surveyZarrPlate, zarrBackend } from "@ohcs/filemanager/zarr";
import { expect, test } from "vitest";
import { main } from "../src/program/main.ts";
import { damagedPlate, soundPlate, writeFiles } from "./hostile-zarr.ts";
import { recordingTerminal } from "./recording-terminal.ts";

const CASES = process.env.OHCS_TEST_DEPTH === "full" ? 2_500 : 80;
const MOST_CPU_MS = 5_000;
const MOST_BYTES = 2 ** 30;
const CODE = /^(?!ERR_|UNEXPECTED)[A-Z]+(_[A-Z]+)+$/;
const MOST_LOADED = 8;

/** What a command line came to: `done`, or the code of its error. */
async function outcomeOf(argv: readonly string[], directory: string): Promise<string> {
  const terminal = recordingTerminal();
  await main([...argv, "--json"], terminal, directory);
  const out = JSON.parse(terminal.written.out()) as {
    readonly error?: { readonly code: string; readonly message: string };
  };
  if (out.error === undefined) return "done";
  return CODE.test(out.error.code) ? out.error.code : `${argv[0]}: ${out.error.code}: ${out.error.message}`;
}

async function loadedFrom(root: string): Promise<string> {
  const backend = await zarrBackend.create({ root, readOnly: true });
  try {
    const { fields } = await surveyZarrPlate(root);
    const names = fields.flatMap(({ planes }) => planes.slice(0, 2).map(({ path }) => path)).slice(0, MOST_LOADED);
    const outcomes = await Promise.all(names.map((name) => backend.load(name).then(() => "done", codeOf)));
    return outcomes.find((outcome) => outcome !== "done") ?? "done";
  } catch (error) {
    return codeOf(error);
  } finally {
    await backend.close();
  }
}

function codeOf(error: unknown): string {
  return isOhcsError(error) ? error.code : `load: ${error instanceof Error ? error.stack : String(error)}`;
}

test(`${CASES} OME-Zarr plates of damaged documents and chunks are opened, planned, validated and read, or refused by a code, within 5 s of processor time and 1 GiB each`, async () => {
  const seed = Number(process.env.OHCS_TEST_SEED);
  process.stderr.write(`hostile plates: OHCS_TEST_SEED=${seed}\n`);
  const random = numbersFrom(seed);
  const plates = await Promise.all([
    soundPlate({ ngffVersion: "0.5", shard: true }),
    soundPlate({ ngffVersion: "0.5", shard: false, codec: { name: "gzip" } }),
    soundPlate({ ngffVersion: "0.4" }),
    soundPlate({ ngffVersion: "0.4", codec: { name: "gzip" } }),
  ]);
  const counts = new Map<string, number>();
  let slowest = 0;
  for (let i = 0; i < CASES; i++) {
    const folder = await mkdtemp(join(tmpdir(), "ohcs-hostile-"));
    await writeFiles(join(folder, "p.zarr"), damagedPlate(plates[i % plates.length] ?? new Map(), random));
    const before = process.cpuUsage();
    const outcomes = [
      await outcomeOf(["inspect", "p.zarr"], folder),
      await outcomeOf(["plan", "p.zarr", "-p", "preset:project"], folder),
      await outcomeOf(["validate", "p.zarr"], folder),
      await loadedFrom(join(folder, "p.zarr")),
    ];
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    await rm(folder, { recursive: true });
    for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    slowest = Math.max(slowest, ms);
    expect(
      outcomes.filter((outcome) => outcome !== "done" && !CODE.test(outcome)),
      `case ${i}`,
    ).toEqual([]);
    expect(ms, `processor time of case ${i}`).toBeLessThan(MOST_CPU_MS);
  }
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stderr.write(
    `slowest ${Math.round(slowest)} ms, peak ${Math.round(peak / 2 ** 20)} MiB, ${JSON.stringify([...counts].sort())}\n`,
  );
  expect(peak).toBeLessThan(MOST_BYTES);
  expect(counts.size).toBeGreaterThan(5);
}, 3_600_000);

/** Numbers from 0 up to 1 determined by a seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
