import { NO_PYTHON } from "../machine/python-peer.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";
import type { TimedRun } from "./timed-run.ts";

type Times = Readonly<Record<string, readonly number[]>>;

/**
 * Runs programs by turns, `rounds` times after a first round that warms the page cache and does not count. What each of them took, round by
 * round, and all figures of each.
 */
export async function alternate(
  rounds: number,
  contestants: Readonly<Record<string, () => Promise<TimedRun>>>,
): Promise<{ readonly times: Times; readonly figures: Readonly<Record<string, object>> }> {
  const runs = Object.entries(await interleave(rounds, contestants));
  return {
    times: Object.fromEntries(runs.map(([name, all]) => [name, all.map(({ ms }) => ms)])),
    figures: Object.fromEntries(runs.map(([name, all]) => [name, figuresOf(all)])),
  };
}

/** The times of each of `peers` over those of `ours`, round by round. */
export function ratios(times: Times, peers: readonly string[], ours: string): object | string {
  if (peers.length === 0) return NO_PYTHON;
  return Object.fromEntries(peers.map((peer) => [peer, paired(times[peer] ?? [], times[ours] ?? [])]));
}

function figuresOf(runs: readonly TimedRun[]): object {
  const of = (field: keyof TimedRun) => summarize(runs.map((one) => one[field]));
  const peakMib = of("peakBytes").median / 2 ** 20;
  return { ms: of("ms"), programMs: of("programMs"), cpuMs: of("cpuMs"), peakMib, nuclei: runs[0]?.nuclei };
}
