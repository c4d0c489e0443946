import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName, refuseSeveralFolders } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { wellAt, wellNamed } from "../grammar/well-at.ts";
import { readCompanion } from "../manifest/compare-listing.ts";
import { channelsOf } from "../manifest/order-planes.ts";
import type { PlaneFile, PlateDescription } from "../manifest/plate-reading.ts";
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
    const { content: descriptor, notices } = readCompanion(companions, DESCRIPTOR, readDescriptor);
    const wells = wellsBy(descriptor);
    const complete = (groups: Groups) => completed(groups, wells);
    const places = descriptor?.places.map((position) => ({ position })) ?? [];
    const { planes, unmatched } = readByName(files, NAME, { complete, factsOf: (_, { site }) => places[site - 1] });
    refuseSeveralFolders(planes);
    return {
      planes,
      notices: [...notices, ...unmatchedNotices(unmatched)],
      description: descriptor === null ? { channels: namedAs(planes) } : descriptionOf(descriptor, planes),
    };
  },
};

function completed({ label = "", index = "", site, z, t, ch }: Groups, wellOf: ReturnType<typeof wellsBy>): Groups {
  return { site, z, t, ch: ch === "" ? undefined : ch, well: wellOf(label, index) };
}

/** Wells by their labels, else by their numbers in the table of wells, else by the plate's format, row by row. */
function wellsBy(descriptor: ExperimentDescriptor | null): (label: string, index: string) => string {
  const known = new Map<string, string>();
  const columns = descriptor?.plateFormat?.columns ?? null;
  const counted = (number: number) =>
    columns === null ? null : wellAt(Math.floor((number - 1) / columns) + 1, ((number - 1) % columns) + 1);
  return (label, index) => {
    const key = `${label}--${index}`;
    const number = Number(index);
    const well = known.get(key) ?? wellNamed(label) ?? descriptor?.wells.get(number) ?? counted(number) ?? "";
    known.set(key, well);
    return well;
  };
}

function namedAs(planes: readonly PlaneFile[]): NonNullable<PlateDescription["channels"]> {
  return new Map(channelsOf(planes).map((channel) => [channel, { name: channel }]));
}

function descriptionOf(
  descriptor: ExperimentDescriptor & { readonly path: string },
  planes: readonly PlaneFile[],
): PlateDescription {
  const { plateFormat, grid, pixelSizeUm, slices, zStepUm, timepoints, intervalS, channels, path } = descriptor;
  const exposures = [...namedAs(planes)].map(([id, facts]) => {
    const exposureMs = channels.get(id) ?? 0;
    return [id, exposureMs > 0 ? { ...facts, exposureMs } : facts] as const;
  });
  return {
    ...{ plateFormat, grid, pixelSizeUm, path },
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
