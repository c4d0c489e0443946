import { mapConcurrently } from "@ohcs/context";
import { filesAt } from "../../objects/object-files.ts";
import { planesIn } from "../plate/plane-grid.ts";
import type { ZarrField, ZarrPlate } from "../plate/zarr-plate.ts";
import { checkLimit } from "../zarr-limits.ts";
import { chooseAcquisition } from "./choose-acquisition.ts";
import { requirePlate } from "./require-plate.ts";
import { surveyField } from "./survey-field.ts";
import type { ZarrSurvey } from "./zarr-survey.ts";

/** Options of the survey of a plate. */
export interface SurveyOptions {
  /** The id of the acquisition to read, if there are several. */
  readonly acquisition?: number;
  readonly signal?: AbortSignal;
}

const WELLS_AT_ONCE = 8;
const FIELDS_AT_ONCE = 4;

/**
 * Surveys the OME-NGFF plate in the folder `root` (absolute), of either version and any writer: reads its documents
 * and, of the files behind its planes, sizes and times. Nothing is written, no pixel is read. Label images are skipped;
 * of a pyramid only the full size is used. Cost: two documents per field and one `stat` per file at full size.
 * @throws `ZARR_NOT_PLATE`, `ZARR_METADATA_INVALID`, `JSON_UNREADABLE`, `ACQUISITION_AMBIGUOUS`, `ACQUISITION_UNKNOWN`,
 * `ZARR_TOO_LARGE`, `IMAGE_UNREADABLE`, `IMAGE_UNSUPPORTED`, `CODEC_UNSUPPORTED` naming the array
 */
export async function surveyZarrPlate(root: string, options: SurveyOptions = {}): Promise<ZarrSurvey> {
  const { signal } = options;
  const files = filesAt(root);
  const plate = await requirePlate(files, root);
  const wells = [...plate.wells.keys()];
  let planes = 0;
  const found = await mapConcurrently(wells, WELLS_AT_ONCE, async (well) => {
    signal?.throwIfAborted();
    const { fields, missing } = await fieldsOf(plate, well);
    planes += fields.reduce((sum, { grid }) => sum + planesIn(grid), 0);
    checkLimit("planes of a plate", planes, root);
    return { well, fields, missing };
  });
  const { acquisition, others } = chooseAcquisition(
    found.flatMap(({ fields }) => fields),
    options.acquisition,
  );
  const chosen = found.flatMap(({ well, fields }) =>
    fields
      .filter((field) => others.length === 0 || field.acquisition === acquisition)
      .map((field, i) => ({ well, field, site: i + 1 })),
  );
  const isRenumbered = others.length > 0;
  const surveyed = await mapConcurrently(chosen, WELLS_AT_ONCE * FIELDS_AT_ONCE, ({ well, field, site }) => {
    signal?.throwIfAborted();
    return surveyField({ files, root, well, field, site: isRenumbered ? site : null });
  });
  return {
    version: plate.version,
    name: plate.name,
    format: plate.format,
    wells,
    acquisition,
    otherAcquisitions: others,
    fields: surveyed.map(({ field }) => field),
    missingFields: found.flatMap(({ missing }) => missing),
    unstored: surveyed.flatMap(({ unstored }) => unstored),
  };
}

async function fieldsOf(
  plate: ZarrPlate,
  well: string,
): Promise<{ readonly fields: readonly ZarrField[]; readonly missing: readonly string[] }> {
  const fields = await plate.fields(well);
  const there = new Set(fields.map(({ path }) => path));
  const listed = await plate.listedFields(well);
  return { fields, missing: listed.map(({ path }) => path).filter((path) => !there.has(path)) };
}
