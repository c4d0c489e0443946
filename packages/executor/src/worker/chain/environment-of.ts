import type { CallPlan, FunctionEnvironment, GroupPlan, PlaneKey, ProcessingContext, WellTask } from "@ohcs/context";
import { calibrationOf } from "../inputs/plane-source.ts";

/** Where a group is computed, and for what. */
interface GroupSurroundings {
  readonly context: ProcessingContext;
  readonly group: GroupPlan;
  readonly signal: AbortSignal;
  readonly contributors: WellTask["contributors"];
}

/** The environment of the functions of a group besides their inputs: the same on every worker. */
export function environmentOf({ context, group, signal, contributors }: GroupSurroundings): FunctionEnvironment {
  return {
    calibration: calibrationOf(context),
    key: group.coordinates.toObject() as PlaneKey,
    grid: context.plate.grid?.toObject() ?? null,
    plateFormat: context.plate.format?.toObject() ?? null,
    signal,
    contributors: contributors.map((one) => ({ ...one })),
  };
}

/** The same, and what belongs to this call alone. */
export function environmentFor(
  { saturation }: CallPlan,
  environment: FunctionEnvironment,
  own: Pick<FunctionEnvironment, "allocate"> = {},
): FunctionEnvironment {
  return { ...environment, saturation: saturation.toObject(), ...own };
}
