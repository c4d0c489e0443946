import { createRandom, type Random } from "@ohcs/testkit";
import type { Ending, Instant, Scenario } from "./scenario.ts";

/**
 * Of another length than the list of instants, so that all combinations occur eventually; the first six are the most
 * important.
 */
const ENDINGS: readonly Ending[] = [
  "terminateGroup",
  "parent",
  "group",
  "interrupt",
  "interruptGroup",
  "interruptTwice",
  "group",
];
/** A parent that runs threads is its whole group. */
const OF_WORKERS: readonly Ending[] = ["parent", "interruptGroup", "terminateGroup"];
const INSTANTS: readonly ((random: Random, wells: number) => Instant)[] = [
  afterWell,
  () => ({ at: "reduction", step: "gather" }),
  afterTime,
  (random) => ({ at: "phaseEnd", phase: random.integer(2) === 0 ? 0 : 1 }),
  afterWell,
  () => ({ at: "reduction", step: "listStates" }),
  afterTime,
  () => ({ at: "closing" }),
];
const MOST_AHEAD = 8;
const LONGEST_DELAY_MS = 30;

/**
 * `count` scenarios for a plate whose phases run `wells` wells in all, determined by the seed; those of a lower count
 * are the first of a higher.
 */
export function planScenarios(count: number, wells: number, seed: number): readonly Scenario[] {
  return Array.from({ length: count }, (_, number) => {
    const random = createRandom([seed, "scenario", number]);
    const ending = ENDINGS[number % ENDINGS.length] ?? "group";
    const instant = (INSTANTS[number % INSTANTS.length] ?? afterWell)(random, wells);
    const delayMs = instant.at === "phaseEnd" || instant.at === "closing" ? 0 : random.integer(LONGEST_DELAY_MS);
    const runner = OF_WORKERS.includes(ending) || random.integer(2) === 0 ? "processes" : "threads";
    return { number, ending, instant, delayMs, runner, backend: random.integer(2) === 0 ? "zarr" : "disk" };
  });
}

function afterWell(random: Random, wells: number): Instant {
  const after = 1 + random.integer(wells - 1);
  return { at: "well", after, upTo: Math.min(wells, after + 2 + random.integer(MOST_AHEAD)) };
}

function afterTime(random: Random): Instant {
  return { at: "time", part: random.uniform(0, 1) };
}
