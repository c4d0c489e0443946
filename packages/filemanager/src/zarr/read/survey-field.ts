import { mapConcurrently } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { openArray } from "../array/open-array.ts";
import { readNode, type ZarrNode } from "../array/zarr-node.ts";
import { planeName, planesOf, type ZarrImage } from "../plate/zarr-image.ts";
import type { ZarrField } from "../plate/zarr-plate.ts";
import { documentsChanged, planeFacts } from "./plane-facts.ts";
import type { SurveyedChannel, SurveyedField, SurveyedPlane } from "./zarr-survey.ts";

/** A field to survey. */
interface FieldPlace {
  readonly files: DiskFiles;
  readonly root: string;
  readonly well: string;
  readonly field: ZarrField;
  /** The site that names its planes in place of its own number, or null. */
  readonly site: number | null;
}

/** A field, and the planes that it declares but that were never stored. */
interface FieldSurvey {
  readonly field: SurveyedField;
  readonly unstored: readonly string[];
}

const STATS_AT_ONCE = 8;

/**
 * The metadata of a field's image, and the files behind its planes. @throws `IMAGE_UNREADABLE`, `IMAGE_UNSUPPORTED`,
 * `CODEC_UNSUPPORTED`, `ZARR_METADATA_INVALID`, `ZARR_TOO_LARGE`
 */
export async function surveyField({ files, root, well, field, site }: FieldPlace): Promise<FieldSurvey> {
  const array = await fullSize(files, field);
  const { grid, dtype } = await openArray(files, array, "fill");
  checkAxes(field, grid.shape);
  const changed = await documentsChanged({ root, files }, field, array);
  const planes = await mapConcurrently(
    [...planesOf(field)],
    STATS_AT_ONCE,
    async ({ key, lead }): Promise<SurveyedPlane> => {
      const { channel = "1", zIndex = 1, timepoint = 1 } = key;
      const coordinates = { site: site ?? key.site ?? 1, channel, zIndex, timepoint };
      return {
        path: planeName(well, key),
        ...coordinates,
        ...(await planeFacts({ root, files }, array, { lead, changed })),
      };
    },
  );
  const isThere = ({ isStored }: SurveyedPlane) => isStored || !field.isOurs;
  const [height = 0, width = 0] = grid.shape.slice(-2);
  const { path, pixelSizeUm, position } = field;
  return {
    field: {
      well,
      path,
      header: { width, height, dtype },
      pixelSizeUm,
      position,
      zStepUm: (field.grid.zIndexes?.length ?? 1) > 1 ? field.zStepUm : null,
      intervalS: (field.grid.timepoints?.length ?? 1) > 1 ? field.intervalS : null,
      channels: channelsOf(field),
      planes: planes.filter(isThere),
    },
    unstored: planes.filter((plane) => !isThere(plane)).map((plane) => plane.path),
  };
}

async function fullSize(files: DiskFiles, { path, levels: [first] }: ZarrImage): Promise<ZarrNode> {
  const node = first === undefined ? null : await readNode(files, first);
  if (node?.kind === "array") return node;
  const array = first ?? path;
  throw fail(
    "IMAGE_UNREADABLE",
    `Cannot read '${array}': the image '${path}' lists this array, but it does not exist`,
    {
      details: { path: array },
    },
  );
}

/**
 * All axes must be known, since a plane of an array with other axes would be arbitrary; and their number must match the
 * array.
 */
function checkAxes({ path, axes, grid, isOurs }: ZarrField, shape: readonly number[]): void {
  const found = `'${axes.join("', '")}' for an array of ${shape.join(" × ")}`;
  const isKnown = /^t?c?z?yx$/.test(axes.join("")) && axes.every((axis) => axis.length === 1);
  if (!isKnown || axes.length !== shape.length) throw invalid(path, "some of the axes t, c, z, and y, x", found);
  if (!isOurs) return;
  const counts: Readonly<Record<string, number>> = {
    t: grid.timepoints?.length ?? 1,
    c: grid.channels?.length ?? 1,
    z: grid.zIndexes?.length ?? 1,
  };
  const wrong = axes.slice(0, -2).find((axis, i) => counts[axis] !== shape[i]);
  if (wrong !== undefined) throw invalid(path, `${counts[wrong]} planes along '${wrong}' as stated`, found);
}

/** A number for a name is the key of a channel without one; `DAPI` may be both. */
function channelsOf({ grid, channelNames, channelColors, channelWindows }: ZarrImage): readonly SurveyedChannel[] {
  return (grid.channels ?? ["1"]).map((id, i) => {
    const name = channelNames[i] ?? null;
    const [color, window] = [channelColors[i] ?? null, channelWindows[i] ?? null];
    return { id, name: name === id && /^\d+$/.test(id) ? null : name, color, window };
  });
}

function invalid(path: string, expected: string, got: string): Error {
  return fail("ZARR_METADATA_INVALID", `Cannot read '${path}': expected ${expected}, got ${got}`, {
    details: { path },
  });
}
