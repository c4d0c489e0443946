import type { ManifestChannel, PlaneKey, StoredImage } from "@ohcs/context";

/** One plane that can be loaded: an image of a channel, or of labels. */
export interface StoredPlane {
  readonly key: PlaneKey;
  /** The name of the label image; null for intensities. */
  readonly label: string | null;
  readonly path: string;
  /** From 0. */
  readonly page: number;
  /** Of pages with several samples per pixel; null of others. */
  readonly sample: number | null;
  readonly backend: string;
  /** What the plate states, which counts more than what the file does. */
  readonly pixelSizeUm: number | null;
}

/** The images of a source plate or of a run, wherever they are stored. Nothing is ever written. */
export interface PlateImages {
  readonly name: string;
  /** Rows and columns of wells; null where the plate does not state them. */
  readonly format: { readonly rows: number; readonly columns: number } | null;
  readonly channels: readonly ManifestChannel[];
  /** The planes of each well, in plate order; wells without planes are left out. */
  readonly wells: ReadonlyMap<string, readonly StoredPlane[]>;
  /** What steps emit by name, `heights` or `overlay`: its channels, and its planes with the labels over them. */
  readonly named: ReadonlyMap<string, Pick<PlateImages, "channels" | "wells">>;
  /** The folder of the OME-Zarr plate of OHCS that holds all of it, which a page reads by itself; null where there is none. */
  readonly zarr: string | null;
  /** @throws what the backend throws */
  load(plane: StoredPlane): Promise<StoredImage>;
  close(): Promise<void>;
}

/** The sites of planes in order; null stands for planes that have none. */
export function sitesOf(planes: readonly StoredPlane[]): readonly (number | null)[] {
  const images = planes.filter(({ label }) => label === null);
  return inOrder(images.map(({ key }) => key.site ?? null));
}

/** Numbers each once in order, null first. */
export function inOrder<Value extends number | null>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)].toSorted((a, b) => (a ?? Number.NEGATIVE_INFINITY) - (b ?? Number.NEGATIVE_INFINITY));
}
