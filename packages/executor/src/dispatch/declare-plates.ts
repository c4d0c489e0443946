import {
  type CompiledPlate,
  type Json,
  type ManifestCalibration,
  type ManifestChannel,
  type ProcessingContext,
  type StagePosition,
  toJson,
  type ZarrConfig,
} from "@ohcs/context";
import type { FieldDeclaration, PlaneGrid, PlateDeclaration, PlateStorage, WellDeclaration } from "@ohcs/filemanager";
import { type OutputFolder, wellContexts } from "@ohcs/records";

/** A plate as the plan of a step declares it for one well. */
interface PlannedPlate {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly dtype: FieldDeclaration["planes"]["dtype"];
  readonly fields: readonly PlaneGrid[];
  readonly labels: readonly string[];
  readonly storage: ZarrConfig;
}

/** What of the plate every field shares. */
interface PlateFacts {
  readonly calibration?: ManifestCalibration;
  readonly channels?: readonly ManifestChannel[];
}

/** Has every OME-NGFF plate that wells will write into declared, once, before the first of them runs. */
export async function declarePlates(folder: OutputFolder, plate: CompiledPlate): Promise<void> {
  const contexts = wellContexts(plate);
  const planned = contexts.flatMap((context) => platesOf(context).map((one) => ({ context, plate: one })));
  for (const path of new Set(planned.map((one) => one.plate.path))) {
    const own = planned.filter((one) => one.plate.path === path);
    const [first] = own;
    if (first === undefined) continue;
    const declaration: PlateDeclaration = {
      name: plate.plateId,
      wells: own.map((one) => wellOf(one.context, one.plate)),
      labels: [...new Set(own.flatMap((one) => one.plate.labels))],
    };
    await folder.declarePlate(path, declaration, storageOf(first.plate.storage));
  }
}

function platesOf({ stepPlans }: ProcessingContext): readonly PlannedPlate[] {
  return stepPlans.toArray().flatMap(({ zarr }) => (zarr === null ? [] : [toJson(zarr) as unknown as PlannedPlate]));
}

function wellOf(context: ProcessingContext, plate: PlannedPlate): WellDeclaration {
  const fields = plate.fields.map((grid) => ({
    ...grid,
    position: positionOf(context, grid.site),
    planes: planesOf(context, plate, grid),
  }));
  return { well: context.axisId, fields };
}

function planesOf({ plate }: ProcessingContext, { width, height, dtype }: PlannedPlate, { channels }: PlaneGrid) {
  const facts = toJson(plate) as Json as PlateFacts;
  const known = new Map(facts.channels?.map((channel) => [channel.id, channel]));
  const { pixelSizeUm = null, zStepUm = null, intervalS = null } = facts.calibration ?? {};
  const displays = (channels ?? []).map((id) => {
    const { name, color = null } = known.get(id) ?? { name: null };
    return { name: name ?? id, window: null, color };
  });
  return { width, height, dtype, pixelSizeUm, zStepUm, intervalS, displays };
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
