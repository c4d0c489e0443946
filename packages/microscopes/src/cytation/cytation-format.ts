import type { ManifestChannel } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { fractionNamed, readByName, refuseSeveralFolders } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import type { PlaneFile, PlateReading } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
import { channelNameOf, filtersIn, parseGen5 } from "./parse-gen5.ts";

/** `B7_01_1_3_DAPI_001.tif`: well, read step, channel, field with its z, name of the channel, time. */
const NAME =
  /^(?<row>[A-Z]{1,2})(?<col>\d{1,2})_(?<run>-?\d{1,3})_(?<ch>\d{1,2})_(?<site>\d{1,6})(?:Z(?<z>\d{1,6}))?_(?<name>[^_]*)_(?<t>\d{3,6})\.tiff?$/i;

/** Plates of Cytation and Lionheart, as Gen5 exports them. */
export const cytationFormat: MicroscopeFormat = {
  name: "cytation",
  version: "1.0.0",
  summary: "Agilent BioTek Cytation and Lionheart: images exported by Gen5",
  recognizes: (paths) => fractionNamed(paths, NAME),
  read: (files) => {
    const { planes, own, unmatched } = readByName(files, NAME, { own: ({ run = "", name = "" }) => ({ run, name }) });
    const named = planes.map((plane, i): NamedPlane => ({ plane, run: "", name: "", ...own[i] }));
    const measured = named.filter((one) => !isDerived(one));
    const [kept, aside] = measured.length === 0 ? [named, []] : [measured, named.filter(isDerived)];
    refuseSeveralFolders(kept.map(({ plane }) => plane));
    const paths = aside.map(({ plane }) => plane.path);
    const derived = noticesAbout("DERIVED_SET_ASIDE", paths, (n) => `Set aside ${n("image")} that Gen5 made of others`);
    return { ...withSteps(kept), notices: [...derived, ...unmatchedNotices(unmatched)] };
  },
  describePlane: parseGen5,
};

/** A plane, and what its name says besides. */
interface NamedPlane {
  readonly plane: PlaneFile;
  /** The read step. */
  readonly run: string;
  /** Of the channel. */
  readonly name: string;
}

/** Images that the software stitched, deconvolved or transformed have a negative step, or the operation in their name. */
function isDerived({ run, name }: NamedPlane): boolean {
  return run.startsWith("-") || /\[.*\]$/.test(name);
}

/** Every read step numbers its channels from 1: with several steps, channels are `2-1`. */
function withSteps(kept: readonly NamedPlane[]): Pick<PlateReading, "planes" | "description"> {
  const steps = new Set(kept.map(({ run }) => Number(run)));
  const channels = new Map<string, Partial<ManifestChannel>>();
  const planes = kept.map(({ plane, run, name: stated }) => {
    const channel = steps.size === 1 ? plane.channel : `${Number(run)}-${plane.channel}`;
    const name = channelNameOf(stated);
    if (name !== null) channels.set(channel, { name, ...filtersIn(name) });
    return { ...plane, channel };
  });
  return { planes, description: { channels } };
}
