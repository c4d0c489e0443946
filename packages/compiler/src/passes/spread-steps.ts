import type {
  MaterializedSelection,
  MaterializedStep,
  MaterializedStructure,
  OutputDraft,
  Stretch,
} from "../draft/materialized-step.ts";
import { planesRead } from "../items/planes-read.ts";

interface SpreadInput {
  readonly selection: MaterializedSelection;
  /** The stretch of each step. */
  readonly levels: readonly number[];
}

/**
 * Pass 12: the work of wells in each stretch. Nothing in a well's memory outlives a stretch: if a later one reads an
 * earlier step, that is computed again, to the same bytes, and stored once, by the stretch that the step belongs to.
 */
export function spreadSteps({ selection, levels }: SpreadInput): readonly Stretch[] {
  const stretches = Math.max(0, ...levels) + 1;
  if (stretches === 1) return [{ level: 0, structures: selection.structures }];
  return Array.from({ length: stretches }, (_, level) => {
    const structures = selection.structures.flatMap((structure) => partOf(structure, level, levels) ?? []);
    return { level, structures };
  });
}

/** Null if the wells have no work. */
function partOf(
  structure: MaterializedStructure,
  level: number,
  levels: readonly number[],
): MaterializedStructure | null {
  const needed = stepsNeeded(structure.steps, (index) => levels[index] === level);
  if (needed.length === 0) return null;
  const places = new Map(needed.map(({ index }, place) => [index, place]));
  const read = new Set(needed.flatMap(({ inputs }) => inputs.map(({ step, output }) => `${step}/${output}`)));
  const steps = needed.map((step, place): MaterializedStep => {
    const isOwn = levels[step.index] === level;
    const kept = ([name, output]: readonly [string, OutputDraft]) => {
      const memoryDir = read.has(`${step.index}/${name}`) ? output.memoryDir : null;
      return [name, { ...output, memoryDir, ...(isOwn ? {} : { store: null, zarr: null }) }] as const;
    };
    const inputs = step.inputs.map((link) => ({
      ...link,
      step: link.step === null ? null : (places.get(link.step) ?? null),
    }));
    return { ...step, index: place, inputs, outputs: new Map([...step.outputs].map(kept)) };
  });
  return { ...structure, steps, ...planesRead(steps, structure) };
}

/** Steps that store something here, or have no reader, and all steps that these read, in the order of the pipeline. */
function stepsNeeded(
  steps: readonly MaterializedStep[],
  isOwn: (index: number) => boolean,
): readonly MaterializedStep[] {
  const needed = new Set<number>();
  const add = (index: number) => {
    if (needed.has(index)) return;
    needed.add(index);
    for (const { step } of steps[index]?.inputs ?? []) if (step !== null) add(step);
  };
  for (const { index, isActive, outputs } of steps) {
    const isEnd = [...outputs.values()].some(({ store }) => store !== null) || !isReadBy(steps, index);
    if (isOwn(index) && isActive && isEnd) add(index);
  }
  return steps.filter(({ index }) => needed.has(index));
}

function isReadBy(steps: readonly MaterializedStep[], index: number): boolean {
  return steps.some(({ inputs }) => inputs.some(({ step }) => step === index));
}
