import { isOhcsError, normalizeWellId } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName, refuseSeveralFolders } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { wellAt } from "../grammar/well-at.ts";
import type { PlaneFile, PlateDescription } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";
import { type ExperimentDescriptor, readDescriptor } from "./read-descriptor.ts";

/**
 * `A1--W00001--P00001--Z00000--T00000--DAPI.tif`: label and number of the well, site from 1, z and time from 0, the
 * channel's name. Label and channel may be empty.
 */
const NAME =
  /^(?<label>[^-]*(?:-[^-]+)*)--W(?<index>\d{5})--P(?<site>\d{5})--Z(?<z>\d{5})--T(?<t>\d{5})--(?<ch>.*)\.tiff?$/i;
const DESCRIPTOR = /^experiment_descriptor\.xml$/i;
const MAX_DESCRIPTOR_BYTES = 2 ** 24;

type Groups = Readonly<Record<string, string | undefined>>;

/** Plates of Olympus ScanR. */
export const scanrFormat: MicroscopeFormat = {
  name: "scanR",
  version: "1.0.0",
  summary: "Olympus ScanR: images with experiment_descriptor.xml",
  recognizes: (paths) => fractionNamed(paths, NAME),
  companions: (paths) => companionsNamed(paths, DESCRIPTOR, NAME).slice(0, 1),
  maxCompanionBytes: MAX_DESCRIPTOR_BYTES,
  read: (files, companions) => {
    const [[path = "", bytes] = []] = [...companions];
    const said = bytes === undefined ? null : readDescriptor(bytes);
    const descriptor = said === null || "problem" in said ? null : said;
    const problem = said !== null && "problem" in said ? said.problem : null;
    const { named, unmatched } = readByName(files, NAME, (groups) => completed(groups, descriptor));
    refuseSeveralFolders(named);
    const planes = named.map(({ plane }) => describedBy(plane, descriptor));
    const unreadable = `'${path}' cannot be read as a descriptor: ${problem}`;
    return {
      planes,
      notices: [
        ...(problem === null ? [] : [notice("METADATA_UNREADABLE", unreadable, [path])]),
        ...unmatchedNotices(unmatched),
      ],
      description: descriptor === null ? { channels: namedAs(planes) } : descriptionOf(descriptor, planes, path),
    };
  },
};

/** The well by its label, else by its number in the table of wells, else by the plate's format, row by row. */
function completed({ label = "", index, ch, ...groups }: Groups, descriptor: ExperimentDescriptor | null): Groups {
  const channel = ch === "" || ch === undefined ? {} : { ch };
  const number = Number(index);
  const columns = descriptor?.plateFormat?.columns ?? null;
  const counted =
    columns === null ? null : wellAt(Math.floor((number - 1) / columns) + 1, ((number - 1) % columns) + 1);
  return { ...groups, ...channel, well: wellCalled(label) ?? descriptor?.wells.get(number) ?? counted ?? "" };
}

function wellCalled(label: string): string | null {
  try {
    return normalizeWellId(label);
  } catch (error) {
    if (isOhcsError(error, "WELL_ID_INVALID")) return null;
    throw error;
  }
}

function describedBy(plane: PlaneFile, descriptor: ExperimentDescriptor | null): PlaneFile {
  const position = descriptor?.places[plane.site - 1];
  return position === undefined ? plane : { ...plane, position };
}

function namedAs(planes: readonly PlaneFile[]): NonNullable<PlateDescription["channels"]> {
  return new Map(planes.map(({ channel }) => [channel, { name: channel }]));
}

function descriptionOf(
  { plateFormat, grid, pixelSizeUm, slices, zStepUm, timepoints, intervalS, channels }: ExperimentDescriptor,
  planes: readonly PlaneFile[],
  path: string,
): PlateDescription {
  const exposures = [...namedAs(planes)].map(([id, facts]) => {
    const exposureMs = channels.get(id) ?? 0;
    return [id, exposureMs > 0 ? { ...facts, exposureMs } : facts] as const;
  });
  return {
    ...{ plateFormat, grid, pixelSizeUm, pixelSizePath: path },
    ...(zStepUm === null ? {} : { zStepUm }),
    ...(intervalS === null ? {} : { intervalS }),
    channels: new Map(exposures),
    announced: {
      channels: [...channels.keys()],
      sites: grid === null ? null : grid.rows * grid.columns,
      zSteps: slices,
      timepoints,
    },
  };
}
