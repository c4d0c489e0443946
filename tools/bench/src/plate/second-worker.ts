import { link, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { interleave } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { figuresOf, ohcsRun, type TimedRun } from "./timed-run.ts";

const ROWS = "ABCDEFGH";

/**
 * What the second worker brings where the start of workers hardly counts: the rows A and B of a plate as rows A to H of one of
 * four times as many wells, whose files are links, on one and two workers by turns.
 */
export async function secondWorker(plateFolder: string, rounds: number): Promise<object> {
  const longer = await lengthened(plateFolder);
  const runs: Record<"one" | "two", TimedRun[]> = { one: [], two: [] };
  const run = (name: keyof typeof runs, workers: number) => async () => {
    const timed = await ohcsRun(longer, workers, 0);
    runs[name].push(timed);
    return timed.ms;
  };
  const { one = [], two = [] } = await interleave(rounds, { one: run("one", 1), two: run("two", 2) });
  return { figures: { one: figuresOf(runs.one), two: figuresOf(runs.two) }, oneWorkerOverTwo: paired(one, two) };
}

async function lengthened(plateFolder: string): Promise<string> {
  const longer = `${plateFolder}-long`;
  const entries = await readdir(plateFolder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const from = join(entry.parentPath, entry.name);
    const folder = join(longer, dirname(from.slice(plateFolder.length)));
    await mkdir(folder, { recursive: true });
    for (const name of new Set(copiesOf(entry.name))) await link(from, join(folder, name));
  }
  return longer;
}

/** The names that a file has in all wells that are made of its own; one of the whole plate keeps its name. */
function copiesOf(name: string): readonly string[] {
  return [0, 2, 4, 6].map((down) =>
    name.replace(/(?<=_)[AB](?=\d\d_)/, (row) => ROWS.charAt(ROWS.indexOf(row) + down)),
  );
}
