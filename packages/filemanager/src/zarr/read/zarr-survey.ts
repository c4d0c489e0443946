import type { DisplayWindow, Dtype, PlaneCoordinates, PlateFormat } from "@ohcs/context";
import type { NgffVersion } from "../array/array-layout.ts";
import type { ImageCalibration } from "../plate/calibration-of.ts";

/** The contents of a plate, from its documents and the sizes and times of its files; no pixels are read. */
export interface ZarrSurvey {
  readonly version: NgffVersion;
  /** The plate's own name, or null. */
  readonly name: string | null;
  /** Every well that the plate lists, imaged or not. */
  readonly wells: readonly string[];
  /** Rows and columns of the plate, as far as it lists all those of a plate that is sold. */
  readonly format: PlateFormat | null;
  /** The acquisition of the fields, if they state one. */
  readonly acquisition: number | null;
  /** Acquisitions whose fields were left out. */
  readonly otherAcquisitions: readonly number[];
  readonly fields: readonly SurveyedField[];
  /** Groups of fields that wells list but that do not exist. */
  readonly missingFields: readonly string[];
  /** Planes that a plate of ours declares and that were never stored, by name. */
  readonly unstored: readonly string[];
}

/** A field of a well, from the metadata of its image and of the array at full size. */
export interface SurveyedField extends ImageCalibration {
  readonly well: string;
  /** Group below the plate. */
  readonly path: string;
  readonly header: { readonly width: number; readonly height: number; readonly dtype: Dtype };
  /** In the order of the array; name and display colour of a channel, if the image states them. */
  readonly channels: readonly SurveyedChannel[];
  /** In the order of the axes t, c, z. */
  readonly planes: readonly SurveyedPlane[];
}

export interface SurveyedChannel {
  readonly id: string;
  readonly name: string | null;
  /** Six hexadecimal digits. */
  readonly color: string | null;
  readonly window: DisplayWindow | null;
}

/** A plane of a field; sites, z and timepoints count from 1, as 1 where the plate has none of them. */
export interface SurveyedPlane extends PlaneCoordinates {
  /** The path by which `zarrBackend`, opened at the plate, loads it: `A01_s001_w1_z001_t001`. */
  readonly path: string;
  /** Of all files behind the plane at full size. */
  readonly bytes: number;
  /** The latest of these files and of the documents that describe how to read them. */
  readonly mtimeMs: number;
  /** Does any such file exist? A plane of another writer without one consists of the fill value. */
  readonly isStored: boolean;
}
