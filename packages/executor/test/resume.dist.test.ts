import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { encodeContext, fingerprintOf, type Json, type Table, type WellRecord } from "@ohcs/context";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PlateFolders } from "./plate-folders.ts";
import { projectionOf } from "./projection.ts";
import { tablesOf } from "./tables.ts";
import { makeWellFolders } from "./well-folders.ts";

const script = fileURLToPath(new URL("./fixtures/interruptible-run.mjs", import.meta.url));
const WELLS = Array.from({ length: 12 }, (_, i) => `${"ABC"[Math.floor(i / 4)]}0${(i % 4) + 1}`);
const MAP: Table = { columns: ["well", "dose"], rows: WELLS.map((well, i) => [well, i]) };
const MAP_HASH = fingerprintOf(MAP as unknown as Json);
const ROUNDS = process.env.OHCS_TEST_DEPTH === "full" ? 50 : 2;
const SEED = 20_260;

let whole: { readonly tree: Readonly<Record<string, string>>; readonly ms: number };
beforeAll(async () => {
  const folders = await makeWellFolders(WELLS);
  const { ms } = await ended(start(folders, "threads"));
  whole = { tree: await folders.tree(), ms };
  await folders.remove();
});

/** What was finished before the kills; some of each must have been seen, or the instants prove nothing. */
const finishedBefore: number[] = [];
afterAll(() => expect(Math.max(...finishedBefore)).toBeGreaterThan(0));

test.each(Array.from({ length: ROUNDS }, (_, round) => ({ round, part: partOf(round) })))(
  "a run killed at $part of its time, with its whole process group, resumes to the same tree; nothing finished is computed again (round $round)",
  async ({ round, part }) => {
    const folders = await makeWellFolders(WELLS);
    const runner = round % 2 === 0 ? "threads" : "processes";
    try {
      const first = start(folders, runner);
      await once(first, "message");
      await Promise.race([new Promise((resolve) => setTimeout(resolve, part * whole.ms)), once(first, "exit")]);
      await killGroup(first);
      const finished = await succeeded(folders);
      finishedBefore.push(Object.keys(finished).length);
      await ended(start(folders, runner));
      expect(await folders.tree()).toEqual(whole.tree);
      expect(await succeeded(folders)).toMatchObject(finished);
      expect(Object.keys(await succeeded(folders))).toHaveLength(WELLS.length);
      const left = Object.keys(await folders.tree(true)).filter((path) => path.includes("ohcs-tmp"));
      expect(left).toEqual([]);
    } finally {
      await folders.remove();
    }
  },
);

function start({ startup }: PlateFolders, runner: "threads" | "processes"): ChildProcess {
  const wells = WELLS.map((well) => encodeContext(projectionOf(well, ["lingers"])));
  const reduction = encodeContext(tablesOf(WELLS, MAP_HASH, "mergeSlowly"));
  const job = { wells, reduction, startup, supplied: { [MAP_HASH]: MAP }, runner };
  return fork(script, [JSON.stringify(job)], { execArgv: [], detached: true });
}

/** Waits for the end of a run; the time is that from the readiness of its workers. */
async function ended(child: ChildProcess): Promise<{ readonly ms: number }> {
  await once(child, "message");
  const began = performance.now();
  const [code] = (await once(child, "exit")) as [number | null];
  expect(code).toBe(0);
  return { ms: performance.now() - began };
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await gone;
}

/** When each well that succeeded was computed, and in which attempt. */
async function succeeded(folders: PlateFolders): Promise<Readonly<Record<string, readonly [string, number]>>> {
  const records = await Promise.all(
    WELLS.map(async (well) =>
      folders.text(`.ohcs/wells/${well}.json`).then(
        (text) => JSON.parse(text) as WellRecord,
        () => null,
      ),
    ),
  );
  return Object.fromEntries(
    records.flatMap((record) =>
      record?.result.status === "success"
        ? [[record.wellId, [record.result.startedAt, record.result.attempts]] as const]
        : [],
    ),
  );
}

/** A part of a run's time, spread evenly and shifted by a seeded generator. */
function partOf(round: number): number {
  const random = ((SEED + round * 7919) * 48_271) % 2_147_483_647;
  return Math.round(((round + random / 2_147_483_647) / ROUNDS) * 1000) / 1000;
}
