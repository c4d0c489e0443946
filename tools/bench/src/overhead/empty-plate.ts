import {
  type CompiledPlate,
  ContextDraft,
  definePipeline,
  encodeContext,
  INTERMEDIATE_BACKEND,
  type ProcessingContext,
  SOURCE_BACKEND,
  step,
  type WellTask,
} from "@ohcs/context";
import { openPlate } from "@ohcs/microscopes/disk";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { wellNames } from "../compile/large-plate.ts";
import { nothing } from "../nothing.ts";
import { type PreparedPlate, preparePlate } from "../plates/prepared-plate.ts";

const PIPELINE = definePipeline({ name: "nothing", steps: [step("nothing", { func: nothing() })] });

/** Writes a plate whose wells have one plane of 32 × 32 px below `folder`, with a pipeline that does nothing. */
export async function makeEmptyPlate(folder: string, wells: number): Promise<PreparedPlate> {
  const { plateFolder } = await writePlate(tinyPlate({ name: "empty", wells }), folder);
  return preparePlate(await openPlate(plateFolder), PIPELINE);
}

/** Such a plate in any commercial format, at `root`: the plane of the first well is linked as that of every well. */
export async function openEmptyPlate(root: string, wells: number): Promise<PreparedPlate> {
  const { images, ...rest } = await openPlate(root);
  const [image] = images;
  if (image === undefined) throw new Error("Cannot open an empty plate: it has no image");
  const names = wellNames(wells);
  return preparePlate({ ...rest, wells: names, images: names.map((well) => ({ ...image, well })) }, PIPELINE);
}

/** The plate's wells as workers receive them. */
export function tasksOf(plate: CompiledPlate): WellTask[] {
  return contextsOf(plate).map(taskOf);
}

/** The same wells with all their outputs and records kept in memory: no file is made, nothing is synced. */
export function memoryTasksOf(plate: CompiledPlate): WellTask[] {
  return contextsOf(plate).map((context) => {
    const memory = context.backends.get(INTERMEDIATE_BACKEND);
    if (memory === undefined) throw new Error("Cannot keep outputs in memory: there is no backend for it");
    const backends = context.backends.map((backend, role) => (role === SOURCE_BACKEND ? backend : memory));
    return taskOf(new ContextDraft({ ...context.toObject(), backends }).freeze());
  });
}

function contextsOf(plate: CompiledPlate): readonly ProcessingContext[] {
  return plate.phases.first()?.contexts.toArray() ?? [];
}

function taskOf(context: ProcessingContext): WellTask {
  return {
    context: encodeContext(context),
    wellId: context.axisId,
    attempt: 1,
    deadlineMs: null,
    contributors: [],
  };
}
