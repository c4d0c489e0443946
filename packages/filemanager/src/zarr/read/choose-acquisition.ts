import { fail } from "../../errors.ts";
import type { ListedField } from "../plate/zarr-plate.ts";

/** The acquisition to be read, and the others of the plate; null where fields state none. */
interface AcquisitionChoice {
  readonly acquisition: number | null;
  readonly others: readonly number[];
}

/**
 * The requested acquisition, else the only one of the fields: images of several passes of a microscope are not further
 * sites, so that none is chosen if there are several.
 * @throws `ACQUISITION_UNKNOWN`, `ACQUISITION_AMBIGUOUS` listing them
 */
export function chooseAcquisition(
  fields: readonly Pick<ListedField, "acquisition">[],
  wanted: number | undefined,
): AcquisitionChoice {
  const ids = [...new Set(fields.flatMap(({ acquisition }) => acquisition ?? []))].sort((a, b) => a - b);
  const [only = null] = ids;
  const details = { acquisitions: ids };
  if (wanted !== undefined && !ids.includes(wanted))
    throw fail("ACQUISITION_UNKNOWN", `Cannot open plate: there is no acquisition '${wanted}', it has ${named(ids)}`, {
      details,
    });
  if (wanted === undefined && ids.length > 1)
    throw fail("ACQUISITION_AMBIGUOUS", `Cannot open plate: it has ${named(ids)}, and none was chosen`, { details });
  const acquisition = wanted ?? only;
  return { acquisition, others: ids.filter((id) => id !== acquisition) };
}

function named(ids: readonly number[]): string {
  return ids.length === 0 ? "fields that state one" : `acquisitions '${ids.join("', '")}'`;
}
