import {
  type Calibration,
  INTERMEDIATE_BACKEND,
  type InputLink,
  type PlaneKey,
  type ProcessingContext,
  SOURCE_BACKEND,
  type StagePosition,
} from "@ohcs/context";
import { fail } from "../../errors.ts";
import type { Held } from "../passes.ts";
import type { GroupScope } from "../well-scope.ts";

/** Where one plane of a stack comes from; `path` is null for a missing image that is to be filled with zeros. */
export interface PlaneSource {
  readonly path: string | null;
  readonly page: number;
  /** Of pages with several samples per pixel; null of others. */
  readonly sample: number | null;
  readonly backend: string;
  readonly key: PlaneKey;
  readonly position: StagePosition | null;
  readonly calibration: Calibration;
  /** Size and time of change of the file that was compiled for; null where there is none, or it is not known. */
  readonly facts: readonly [bytes: number, mtimeMs: number] | null;
  /** The whole of what an earlier step left, where nothing else reads it; else null. */
  readonly last: Held | null;
}

/** The planes of the source plate at `items`, in stack order. */
export function sourcePlanes({ context, group, task }: GroupScope, items: readonly (number | null)[]): PlaneSource[] {
  const calibration = calibrationOf(context);
  return items.map((item) => {
    const image = item === null ? undefined : context.images.get(item);
    const key = (item === null ? group.coordinates : context.layout.get(item))?.toObject() ?? {};
    const none = {
      path: null,
      page: 0,
      sample: null,
      backend: SOURCE_BACKEND,
      key,
      position: null,
      calibration,
      facts: null,
      last: null,
    };
    if (image === undefined || item === null) return none;
    const { path, page, sample, xUm, yUm } = image;
    const position = xUm === null || yUm === null ? null : { xUm, yUm };
    return { ...none, path, page, sample, position, facts: task.sources?.[item] ?? null };
  });
}

/**
 * The planes that an earlier step left at `items`, in stack order, with coordinates, positions and calibration of their
 * own: changes by a function are not visible elsewhere.
 * @throws `INPUT_MISSING`
 */
export function productPlanes(
  scope: GroupScope,
  step: number,
  output: string,
  items: readonly (number | null)[],
): PlaneSource[] {
  return items.flatMap((item) => {
    const product = item === null ? undefined : scope.products.get(step, output, item);
    if (product === undefined) throw missing(step, output, item);
    const { path, planes, positions, calibration } = product;
    const last = planes.length === 1 ? lastRead(scope, step, output, item) : null;
    return planes.map((key, page) => {
      const position = positions[page] ?? null;
      return {
        path,
        page,
        sample: null,
        backend: INTERMEDIATE_BACKEND,
        key: { ...key },
        position: position && { ...position },
        calibration: { ...calibration },
        facts: null,
        last,
      };
    });
  });
}

/** The item, if this group reads it once, as the only group that does and the last one of all. */
function lastRead({ plan, group, groups, freed }: GroupScope, step: number, output: string, item: number | null) {
  const isOf = (one: Pick<Held | InputLink, "step" | "output">) => one.step === step && one.output === output;
  const reads = [...plan.inputs]
    .filter(([, link]) => isOf(link))
    .flatMap(([name]) => [...(group.inputs.get(name) ?? [])]);
  const isAlone = groups.length === 1 && reads.filter((one) => one === item).length === 1;
  return (isAlone ? freed.find((held) => isOf(held) && held.index === item) : undefined) ?? null;
}

export function missing(step: number | null, output: string | null, item: number | null): Error {
  return fail("INPUT_MISSING", `Cannot load '${output}' of step ${step}: expected item ${item}, got none`, {
    details: { step, output, item },
  });
}

/** The calibration of the plate as functions see it; unknown is null. */
export function calibrationOf({ plate }: ProcessingContext): Calibration {
  return { pixelSizeUm: plate.calibration.pixelSizeUm };
}
