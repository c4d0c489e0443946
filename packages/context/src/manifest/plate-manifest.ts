import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Dtype } from "../image/dtype.ts";
import type { StagePosition } from "../image/image-stack.ts";
import type { PlaneCoordinates } from "../plate/components.ts";

/** What the header of an image file declares, checked against the file's length. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  readonly dtype: Dtype;
  readonly pages: number;
}

/** One plane of the source plate: which file (and page of it) holds which coordinates. */
export interface SourceImage extends PlaneCoordinates {
  /** POSIX path relative to the plate's root. */
  readonly path: string;
  readonly well: string;
  readonly page: number;
  readonly bytes: number;
  readonly mtimeMs: number;
  /** The header where it was sampled, else null. */
  readonly header: ImageHeader | null;
  /** Where the stage stood (plane's centre or corner, as the vendor records it), µm, x right, y down. */
  readonly position: StagePosition | null;
}

/** A channel's key and the name that the microscope gave it. */
export interface ManifestChannel {
  readonly id: string;
  readonly name: string | null;
}

/** What a handler found in a plate folder: data, made without writing anything. Image order is canonical. */
export interface PlateManifest {
  readonly specVersion: 1;
  /** The plate's name: that of its folder. */
  readonly plateId: string;
  /** Absolute path of the plate's folder. */
  readonly root: string;
  readonly handler: string;
  /** Sorted by well, timepoint, site, channel, z. */
  readonly images: readonly SourceImage[];
  /** Wells that hold images, in plate order. */
  readonly wells: readonly string[];
  readonly channels: readonly ManifestChannel[];
  /** Rows and columns of sites in a well, where the microscope says so; site 1 is top left, row by row. */
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  readonly calibration: { readonly pixelSizeUm: number | null };
  /** Gaps, clashes, ignored files and missing calibration. */
  readonly notices: readonly Diagnostic[];
}
