import { NO_PYTHON } from "../machine/python-peer.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";
import type { TimedRun } from "./timed-run.ts";

/** Whole programs by turns: what each of them took, round by round, and all figures of each. */
export interface Alternated {
  readonly times: Readonly<Record<string, readonly number[]>>;
  readonly figures: Readonly<Record<string, object>>;
}

/** Runs programs by turns, `rounds` times after a first round that warms the page cache and does not count. */
export async function alternate(
  rounds: number,
  contestants: Readonly<Record<string, () => Promise<TimedRun>>>,
): Promise<Alternated> {
  const runs: Record<string, TimedRun[]> = {};
  const measures = Object.entries(contestants).map(([name, run]) => {
    const one = async () => {
      const timed = await run();
      runs[name] = [...(runs[name] ?? []), timed];
      return timed.ms;
    };
    return [name, one] as const;
  });
  const times = await interleave(rounds, Object.fromEntries(measures));
  return { times, figures: Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, figuresOf(all)])) };
}

/** The times of each of `peers` over those of `ours`, round by round. */
export function ratios(times: Alternated["times"], peers: readonly string[], ours: string): object | string {
  if (peers.length === 0) return NO_PYTHON;
  return Object.fromEntries(peers.map((peer) => [peer, paired(times[peer] ?? [], times[ours] ?? [])]));
}

/** Of all rounds but the first. */
function figuresOf(runs: readonly TimedRun[]): object {
  const measured = runs.slice(1);
  const of = (field: keyof TimedRun) => summarize(measured.map((one) => one[field]));
  return {
    ms: of("ms"),
    programMs: of("programMs"),
    cpuMs: of("cpuMs"),
    peakMib: of("peakBytes").median / 2 ** 20,
    nuclei: measured[0]?.nuclei,
  };
}
