import type { ManifestChannel, ManifestObjective, PlaneCoordinates, PlaneKey } from "@ohcs/context";

/** A plate as MetaXpress names and describes it: plain JSON. */
export interface ImageXpressPlate {
  /** What names of files begin with. */
  readonly name: string;
  /** The wells that are written. */
  readonly wells: readonly string[];
  /** Rows and columns of wells. @default 8 × 12, or the smallest format that holds the wells */
  readonly plateFormat?: { readonly rows: number; readonly columns: number } | null;
  /** A channel without a name whose key is not its wavelength is named by its key. */
  readonly channels: readonly Pick<ManifestChannel, "id" | "name" | "emissionNm" | "exposureMs">[];
  readonly objective?: ManifestObjective | null;
  /** Rows and columns of sites; null where they are not known. */
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  /** How many z planes a stack has, and how many timepoints there are. */
  readonly zSteps: number;
  readonly zStepUm?: number | null;
  readonly timepoints: number;
  /** The coordinates of the plane that proves the HTD file: usually every well has one there. */
  readonly first: PlaneCoordinates;
}

/** Wavelengths are counted from 1: channels that are numbers keep theirs, names get their places. */
export function waveOf({ channels }: Pick<ImageXpressPlate, "channels">, id: string): number {
  const areNumbers = channels.every((channel) => /^[1-9]\d?$/.test(channel.id));
  return areNumbers ? Number(id) : channels.findIndex((channel) => channel.id === id) + 1;
}

/** The name of a channel in MetaXpress: its own, else its key, unless that is the number of its wavelength anyway. */
export function waveNameOf(
  plate: Pick<ImageXpressPlate, "channels">,
  { id, name }: Pick<ManifestChannel, "id" | "name">,
): string {
  return name ?? (String(waveOf(plate, id)) === id ? "" : id);
}

/** `TimePoint_1/ZStep_2/<plate>_A01_s1_w1.TIF`; where there is one z, the first, without its folder. */
export function planePath(plate: ImageXpressPlate, well: string, key: Required<PlaneKey>): string {
  const { site, channel, zIndex, timepoint } = key;
  const isFlat = plate.zSteps === 1 && zIndex === 1;
  const folder = `TimePoint_${timepoint}${isFlat ? "" : `/ZStep_${zIndex}`}`;
  return `${folder}/${plate.name}_${well}_s${site}_w${waveOf(plate, channel)}.TIF`;
}
