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

/** Where a plane lies: a file, a page of it, and a sample of each of its pixels. */
export interface PlaneAddress {
  /** POSIX path relative to the plate's root; in a Zarr plate the name of the plane, `A01_s001_w1_z001_t001`. */
  readonly path: string;
  /** From 0; 0 in files of one page. */
  readonly page: number;
  /** From 0, only of pages with several samples per pixel: 0 is red in RGB. */
  readonly sample?: number;
}

/** One plane of the source plate: which address holds which coordinates. */
export interface SourceImage extends PlaneCoordinates, PlaneAddress {
  readonly well: string;
  /** Length of the file, or of all files behind the plane; with `mtimeMs` the image's identity. */
  readonly bytes: number;
  /** Time of change: the latest, where there are several files. */
  readonly mtimeMs: number;
  /** The header if it was sampled, else null. */
  readonly header: ImageHeader | null;
  /** Stage position (plane's centre or corner, as the vendor records it), µm, x right, y down. */
  readonly position: StagePosition | null;
  /** Height of the focus, µm, up; as the vendor records it, absolute or from the plate's bottom. @default unknown */
  readonly zUm?: number;
  /** When the plane was imaged, as `xsd:dateTime`: local time of the instrument where no zone is stated. @default unknown */
  readonly acquiredAt?: string;
}

/** A channel's key and the name that the microscope gave it; what the plate does not state is null or absent. */
export interface ManifestChannel {
  readonly id: string;
  readonly name: string | null;
  /** Display colour, six hexadecimal digits, red, green, blue. */
  readonly color?: string | null;
  /** Main wavelength of the light source, nm. */
  readonly excitationNm?: number | null;
  /** Main wavelength of the emission filter, nm. */
  readonly emissionNm?: number | null;
  readonly exposureMs?: number | null;
  /** How unevenly the microscope found the channel to be lit; nothing is corrected by it. */
  readonly flatfields?: readonly FlatfieldProfile[];
  /** Intensities that a viewer shows as black and as full colour, `start` < `end`; null or absent where nothing says so. */
  readonly window?: DisplayWindow | null;
}

/** A range of intensities. */
export interface DisplayWindow {
  readonly start: number;
  readonly end: number;
}

/**
 * Relative illumination of a field as a polynomial: at pixel (x, y), with `u = (x − origin[0]) · scale[0]` and
 * `v = (y − origin[1]) · scale[1]`, the sum over degrees `d` and terms `i` of `coefficients[d][i] · u^(d−i) · v^i`. As the
 * microscope states it.
 */
export interface FlatfieldProfile {
  /** What the profile was fitted to: `background` or `foreground`. */
  readonly of: "background" | "foreground";
  readonly coefficients: readonly (readonly number[])[];
  readonly origin: readonly [x: number, y: number];
  readonly scale: readonly [x: number, y: number];
  /** Width and height of the fields, px. */
  readonly size: readonly [width: number, height: number];
}

/** The objective of an acquisition; null if not stated. */
export interface ManifestObjective {
  readonly name: string | null;
  readonly magnification: number | null;
  readonly numericalAperture: number | null;
}

/** A pixel size that something states: a metadata file, the descriptions inside images, or the tags of TIFFs. */
export interface CalibrationSource {
  readonly from: "metadata" | "description" | "tags";
  /** The file, or the first of the images. */
  readonly path: string | null;
  readonly pixelSizeUm: number;
}

/** What states the name of a channel, the objective, or stage positions: a metadata file, or the descriptions inside images. */
export interface FactSource {
  readonly fact: "channelName" | "objective" | "position";
  /** Of which channel, of `channelName` alone. */
  readonly channel?: string;
  readonly from: "metadata" | "description";
  /** The file, or the first of the images; null where nothing but names and tables say so. */
  readonly path: string | null;
  /** What is stated; null of positions, which differ from image to image. */
  readonly value: string | null;
}

/** How well a handler recognized the plate: those asked, the chosen one first. */
export interface HandlerCandidate {
  readonly handler: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly reason: string;
}

/** Lengths of a plate's pixels and steps; null or absent where they are unknown. */
export interface ManifestCalibration {
  readonly pixelSizeUm: number | null;
  /** µm from one z to the next. */
  readonly zStepUm?: number | null;
  /** Seconds from one timepoint to the next. */
  readonly intervalS?: number | null;
}

/** The code of a handler: its version, and the export that holds it where it was named by its module. */
export interface HandlerSource {
  readonly version: string;
  /** A package, or `user:<sha256>` of the module's code; null if the handler was passed as a value. */
  readonly module: string | null;
  readonly export: string | null;
  /** Of a package that does not come with OHCS: its version, and the hash of the file that its name leads to. */
  readonly packageVersion?: string;
  readonly sha256?: string;
}

/** What a handler found in a plate folder: data, made without writing anything. Image order is canonical. */
export interface PlateManifest {
  readonly specVersion: 1;
  /** The plate's name: that of its folder, or the one that its own metadata state. */
  readonly plateId: string;
  /** Absolute path of the plate's folder. */
  readonly root: string;
  readonly handler: string;
  /** The handler's code; absent in manifests that were not made by a handler. */
  readonly handlerSource?: HandlerSource;
  /** What reads the images, by name or module. @default files in a folder */
  readonly backend?: string;
  /** Sorted by well, timepoint, site, channel, z. */
  readonly images: readonly SourceImage[];
  /** Wells that hold images, in plate order. */
  readonly wells: readonly string[];
  /** Wells that the plate lists but that have no image, in plate order: tables have rows for them. @default none */
  readonly absentWells?: readonly string[];
  readonly channels: readonly ManifestChannel[];
  /** Rows and columns of sites in a well, if the microscope states them; site 1 is top left, row by row. */
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  /** The id of the acquisition that the images are of, where the plate has more than one. @default none */
  readonly acquisition?: number | null;
  readonly calibration: ManifestCalibration;
  /** What states a pixel size, by rank: the first is used, unless its statements differ. @default none */
  readonly calibrationSources?: readonly CalibrationSource[];
  /** What states other facts, by rank: of each the first is used, unless others from there differ. @default none */
  readonly factSources?: readonly FactSource[];
  readonly objective?: ManifestObjective | null;
  /** When the acquisition began, as `xsd:dateTime`, whose zone is optional. @default unknown */
  readonly startedAt?: string | null;
  /** Rows and columns of the plate's wells, where its metadata state them. */
  readonly plateFormat?: { readonly rows: number; readonly columns: number } | null;
  /** Why this handler reads the plate. Absent if the handler was named. */
  readonly candidates?: readonly HandlerCandidate[];
  /** Gaps, clashes, ignored files and missing calibration. */
  readonly notices: readonly Diagnostic[];
}
