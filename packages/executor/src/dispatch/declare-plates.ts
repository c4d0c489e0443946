import type {
  CompiledPlate,
  Phase,
  ProcessingContext,
  StagePosition,
  ZarrConfig,
  ZarrFieldPlan,
  ZarrPlate,
} from "@ohcs/context";
import type { PlaneDeclaration, PlaneGrid, PlateDeclaration, PlateStorage, WellDeclaration } from "@ohcs/filemanager";
import type { OutputFolder } from "@ohcs/records";
import type { RunScope } from "./run-scope.ts";
import { feeds } from "./supply-artifacts.ts";

/** Declares every OME-NGFF plate that wells will write into, with these wells, once, before the first of them runs. */
export async function declarePlates(
  folder: Pick<OutputFolder, "declarePlate">,
  plate: CompiledPlate,
  scope: Pick<RunScope, "asked" | "artifacts">,
): Promise<void> {
  const contexts = plate.phases.toArray().flatMap((phase) => contextsToRun(plate, phase, scope));
  const planned = contexts.flatMap((context) => platesOf(context).map((one) => ({ context, plate: one })));
  for (const path of new Set(planned.map((one) => one.plate.path))) {
    const own = planned.filter((one) => one.plate.path === path);
    const [first] = own;
    if (first === undefined) continue;
    const declaration: PlateDeclaration = {
      name: plate.plateId,
      wells: own.map((one) => wellOf(one.context, one.plate)),
      labels: [...new Set(own.flatMap((one) => one.plate.labels.toArray()))],
      acquisition: first.context.plate.acquisition,
      format: first.plate.format?.toObject() ?? null,
    };
    await folder.declarePlate(path, declaration, storageOf(first.plate.storage));
  }
}

/** The wells asked for, or all where a later reduction needs the plate. */
function contextsToRun(
  plate: CompiledPlate,
  phase: Phase,
  scope: Parameters<typeof declarePlates>[2],
): readonly ProcessingContext[] {
  if (phase.kind !== "map") return [];
  const isFeeding = feeds(plate, phase, scope);
  return phase.contexts.toArray().filter(({ axisId }) => isFeeding || scope.asked.has(axisId));
}

function platesOf({ stepPlans }: ProcessingContext): readonly ZarrPlate[] {
  return stepPlans.toArray().flatMap(({ outputs }) => [...outputs.values()].flatMap(({ zarr }) => zarr ?? []));
}

function wellOf(context: ProcessingContext, plate: ZarrPlate): WellDeclaration {
  const fields = plate.fields.toArray().map((field) => ({
    ...gridOf(field),
    position: positionOf(context, field.site),
    planes: planesOf(context, plate, field),
  }));
  return { well: context.axisId, fields };
}

function gridOf({ site, channels, zIndexes, timepoints }: ZarrFieldPlan): PlaneGrid {
  return {
    site,
    channels: channels?.toArray() ?? null,
    zIndexes: zIndexes?.toArray() ?? null,
    timepoints: timepoints?.toArray() ?? null,
  };
}

const WHOLE = { start: 0, end: 255 };
const COLORS: PlaneDeclaration["displays"] = [
  { name: "red", window: WHOLE, color: "FF0000" },
  { name: "green", window: WHOLE, color: "00FF00" },
  { name: "blue", window: WHOLE, color: "0000FF" },
];

function planesOf(
  { plate }: ProcessingContext,
  { width, height, dtype, windows, rgb }: ZarrPlate,
  { channels }: ZarrFieldPlan,
) {
  const known = new Map(plate.channels.map((channel) => [channel.id, channel]));
  const { pixelSizeUm, zStepUm, intervalS } = plate.calibration;
  const own = (channels?.toArray() ?? []).map((id) => {
    const { name = null, color = null } = known.get(id) ?? {};
    const [start, end] = windows.get(id)?.toArray() ?? [];
    return { name: name ?? id, window: start === undefined || end === undefined ? null : { start, end }, color };
  });
  return { width, height, dtype, pixelSizeUm, zStepUm, intervalS, displays: rgb ? COLORS : own };
}

/** Where the stage stood at a site, by the first of its images that says so. */
function positionOf({ images, layout }: ProcessingContext, site: number | null): StagePosition | null {
  if (site === null) return null;
  const place = images.find(
    (image, i) => image.xUm !== null && image.yUm !== null && layout.get(i)?.get("site") === site,
  );
  return place?.xUm == null || place.yUm === null ? null : { xUm: place.xUm, yUm: place.yUm };
}

function storageOf({ ngffVersion, codec: name, level, chunk, shard, levels }: ZarrConfig): PlateStorage {
  const codec = level === null ? { name } : { name, level };
  return { ngffVersion, codec, chunk, levels, ...(shard !== null && { shard }) };
}
