import { type EntryLink, isStep, type PipelineEntry } from "./entry-graph.ts";

/** The stretch of wells of each entry, and the index of its phase. */
export interface PhaseLayout {
  /** By entry: how many barriers must have been passed before it; a reduction ends the stretch of its number. */
  readonly levels: readonly number[];
  /** By entry: the index of its phase. */
  readonly phases: readonly number[];
  readonly stretches: number;
}

/**
 * Assigns every step the earliest stretch in which all its inputs exist: the first, or the one after the reduction
 * whose artifact it reads. So a reduction is a barrier only for the steps that need it.
 */
export function layOutPhases(entries: readonly PipelineEntry[], links: readonly (readonly EntryLink[])[]): PhaseLayout {
  const levels: number[] = [];
  for (const [at, entry] of entries.entries()) {
    const before = (links[at] ?? []).filter(({ from }) => from < at);
    const ends = isStep(entry) ? 1 : 0;
    levels.push(
      Math.max(0, ...before.map(({ from, artifact }) => (levels[from] ?? 0) + (artifact === null ? 0 : ends))),
    );
  }
  const reductionsBefore = (level: number) =>
    entries.filter((one, i) => !isStep(one) && (levels[i] ?? 0) < level).length;
  const phases = entries.map((entry, at) => {
    const level = levels[at] ?? 0;
    const stretch = level + reductionsBefore(level);
    if (isStep(entry)) return stretch;
    return stretch + entries.slice(0, at + 1).filter((one, i) => !isStep(one) && levels[i] === level).length;
  });
  return { levels, phases, stretches: Math.max(0, ...levels) + 1 };
}
