import type { PixelArray } from "@ohcs/context";
import type { Region, ViewedImage, ViewedPlate } from "../../src/index.ts";
import type { Place } from "../place.ts";

/** What is read of a plane: a channel, or labels, at a z and a time. */
export interface PlaneChoice {
  readonly channel?: string;
  readonly label?: string;
  readonly z: number | null;
  readonly t: number | null;
}

/** A field that is shown, and what reads its pixels. */
export interface FieldImage extends ViewedImage {
  /** The samples of a region of a level, in {@link ViewedImage.dtype}; labels are uint32. */
  read(plane: PlaneChoice, level: number, region: Region, signal?: AbortSignal): Promise<PixelArray>;
}

/** Where a plate comes from: the server of `ohcs view`, or the files of an OME-Zarr plate. */
export interface PlateSource {
  plate(): Promise<ViewedPlate>;
  field(place: Place): Promise<FieldImage>;
}
