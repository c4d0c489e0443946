import type { GpuAdapter, GpuInventory } from "@ohcs/context";
import { type AdapterChoice, chooseAdapters, type UnmetNeed } from "./choose-adapters.ts";
import { explainChoice, type GpuChoice } from "./explain-choice.ts";
import type { GpuNeed } from "./gpu-need.ts";

/**
 * A well with the calls of its pipeline that could run on a GPU. Wells that share one array of needs are assigned
 * together.
 */
interface WellNeeds<Need extends GpuNeed> {
  readonly well: string;
  readonly needs: readonly Need[];
}

/** Where the calls of a well run. */
export interface WellAssignment {
  readonly well: string;
  /** The one adapter for all its GPU calls; null if all run on the CPU. */
  readonly adapter: GpuAdapter | null;
  /** In the order of the needs; one array for all wells of equal needs on one adapter. */
  readonly choices: readonly GpuChoice[];
}

/** A call that cannot run anywhere, with its wells: a compilation error. */
export interface GpuRefusal<Need extends GpuNeed> extends UnmetNeed<Need> {
  readonly wells: readonly string[];
}

/** Every well once: assigned, or in at least one refusal. */
export interface GpuAssignment<Need extends GpuNeed> {
  readonly wells: readonly WellAssignment[];
  readonly refusals: readonly GpuRefusal<Need>[];
}

/**
 * Gives each well an adapter, or the CPU. Pure and deterministic. Wells are distributed over equally suitable adapters
 * in proportion to the slots that the run will count for the largest well; ties go to the first adapter of the
 * inventory.
 */
export function assignWells<Need extends GpuNeed>(
  inventory: GpuInventory | null,
  wells: readonly WellNeeds<Need>[],
): GpuAssignment<Need> {
  const adapters = inventory?.adapters ?? [];
  const judged = new Map<readonly Need[], JudgedNeeds<Need>>();
  for (const { well, needs } of wells) {
    const judge = judged.get(needs) ?? judgeNeeds(needs, adapters);
    judged.set(needs, judge);
    judge.wells.push(well);
  }
  const spread = spreadOver(adapters, peakOf([...judged.values()]));
  const assigned = wells.flatMap(({ well, needs }) => {
    const judge = judged.get(needs);
    if (judge === undefined || judge.choice.unmet.length > 0) return [];
    const adapter = spread(judge.choice.adapters);
    return { well, adapter, choices: judge.choicesOn(adapter) };
  });
  return { wells: assigned, refusals: [...judged.values()].flatMap(refusalsOf) };
}

interface JudgedNeeds<Need extends GpuNeed> {
  readonly needs: readonly Need[];
  readonly choice: AdapterChoice<Need>;
  readonly wells: string[];
  /** One array per adapter, which the wells share. */
  choicesOn(adapter: GpuAdapter | null): readonly GpuChoice[];
}

function judgeNeeds<Need extends GpuNeed>(needs: readonly Need[], adapters: readonly GpuAdapter[]): JudgedNeeds<Need> {
  const choices = new Map<GpuAdapter | null, readonly GpuChoice[]>();
  return {
    needs,
    choice: chooseAdapters(needs, adapters),
    wells: [],
    choicesOn: (adapter) => {
      const made = choices.get(adapter) ?? needs.map((need) => explainChoice(need, adapter, adapters));
      choices.set(adapter, made);
      return made;
    },
  };
}

/** Most bytes that a call of any well needs on a candidate GPU. */
function peakOf(judged: readonly JudgedNeeds<GpuNeed>[]): number {
  const peaks = judged.flatMap(({ needs, choice, choicesOn }) =>
    choice.adapters.flatMap((adapter) => {
      const choices = choicesOn(adapter);
      return needs.filter((_, i) => choices[i]?.memory === "webgpu").map(({ peakBytes }) => peakBytes);
    }),
  );
  return peaks.reduce((most, peak) => Math.max(most, peak), 0);
}

function refusalsOf<Need extends GpuNeed>({ choice, wells }: JudgedNeeds<Need>): readonly GpuRefusal<Need>[] {
  return choice.unmet.map((unmet) => ({ ...unmet, wells }));
}

/** The next adapter among some: the one whose wells per slot stay fewest. */
function spreadOver(
  adapters: readonly GpuAdapter[],
  peakBytes: number,
): (among: readonly GpuAdapter[]) => GpuAdapter | null {
  const slots = new Map(adapters.map((adapter) => [adapter.id, slotsFor(adapter, peakBytes)]));
  const loads = new Map(adapters.map(({ id }) => [id, 0]));
  const loadAfter = ({ id }: GpuAdapter): number => ((loads.get(id) ?? 0) + 1) / (slots.get(id) ?? 1);
  return (among) => {
    const [first, ...others] = among;
    if (first === undefined) return null;
    const chosen = others.reduce((best, other) => (loadAfter(other) < loadAfter(best) ? other : best), first);
    loads.set(chosen.id, (loads.get(chosen.id) ?? 0) + 1);
    return chosen;
  };
}

/** How many slots a run will count for an adapter whose largest well needs the given bytes. */
function slotsFor({ slots, memoryBytes, room }: GpuAdapter, peakBytes: number): number {
  if (room === undefined || slots === 0 || peakBytes === 0) return slots;
  if (peakBytes > memoryBytes) return 0;
  const fitting = Math.floor(memoryBytes / (peakBytes + room.besideBytes));
  return Math.min(room.mostSlots, Math.max(1, fitting));
}
