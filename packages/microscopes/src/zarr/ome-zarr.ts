import {
  countOf,
  type DefinedHandler,
  defineHandler,
  type OpenPlateOptions,
  type PlateManifest,
  type PlateReader,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { refuseOptions } from "../format/format-handler.ts";
import { manifestOfZarr, ZARR_HANDLER } from "./manifest-of-zarr.ts";

/**
 * The handler of OME-Zarr plates, 0.4 and 0.5: every array states its size and type, so that the header policy does not
 * apply.
 */
export const omeZarr: DefinedHandler = defineHandler({
  name: ZARR_HANDLER,
  version: "1.0.0",
  summary: "OME-Zarr: plates in OME-NGFF 0.4 and 0.5",
  create: (options: unknown) => {
    refuseOptions(ZARR_HANDLER, options);
    return { recognizes: async (reader) => ((await reader.isZarr()) ? 1 : 0), open: openZarr };
  },
});

async function openZarr(
  { root, name, surveyZarr }: PlateReader,
  { acquisition, signal }: OpenPlateOptions = {},
): Promise<PlateManifest> {
  signal?.throwIfAborted();
  if (surveyZarr === null)
    throw fail("PLATE_UNRECOGNIZED", `Cannot open plate '${root}': it needs a reader of OME-Zarr`, {
      details: { root },
      remedy: "Pass 'readZarr', such as 'surveyZarrPlate' of '@ohcs/filemanager/zarr'.",
    });
  const reading = await surveyZarr({
    ...(acquisition === undefined ? {} : { acquisition }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (reading.fields.every(({ planes }) => planes.length === 0))
    throw fail(
      "PLATE_EMPTY",
      `Cannot open plate '${root}': there is no stored plane in ${countOf(reading.wells.length, "well")}`,
      { details: { root } },
    );
  return manifestOfZarr(reading, { root, folder: name });
}
