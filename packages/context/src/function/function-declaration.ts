import type { TObject } from "@sinclair/typebox";
import type { GpuNeeds } from "../gpu/gpu-needs.ts";
import type { Dtype } from "../image/dtype.ts";
import type { Component } from "../plate/components.ts";

/** What flows between steps by name. `rgb`: one plane in colours, as three planes of uint8, red, green and blue, for people to look at. */
export type DataKind = "image" | "labels" | "rgb" | "table" | "json";

/** One named input of a function. The unnamed main input is called `image`. */
export interface InputDeclaration {
  readonly kind: DataKind;
  /** May the pipeline omit it? @default false */
  readonly optional?: boolean;
  readonly description?: string;
}

/** One named output besides the image. */
export interface OutputDeclaration {
  readonly kind: DataKind;
  /** The sample type of an `image`, whatever that of the input. @default "float32" */
  readonly dtype?: Dtype;
  /**
   * Are the rows of the table objects, or counts of objects? Then those of overlapping sites, or of several z planes,
   * timepoints or channels, are never added up unless the pipeline says so. @default false
   */
  readonly counts?: boolean;
  /**
   * Columns of a table that the function makes itself, `*` at the end for any text: all of them, or, where it passes on those of its own tables,
   * those that it adds. `columns.json` describes them. @default unknown
   */
  readonly columns?: readonly string[];
  /**
   * Of a table of wells that has a score in place of each column that the parameter `features` names: what the scores are. `columns.json` says so of each.
   * @default the columns are what they were in the table of wells
   */
  readonly scores?: ScoreDeclaration;
  readonly description?: string;
}

/** What the scores of a table are. */
export interface ScoreDeclaration {
  /** `percent`, `deviations`. */
  readonly unit: string;
  readonly definition: string;
}

/** Everything the compiler and a user interface need to know about a function: data, no code. */
export interface FunctionDeclaration {
  readonly specVersion: 1;
  readonly name: string;
  /** The function's own semantic version; part of every fingerprint. */
  readonly version: string;
  readonly summary: string;
  /** JSON Schema of the parameters, with defaults, units and ranges. */
  readonly params: TObject;
  /** Where it computes; `webgpu`: on a GPU only. */
  readonly memory: "cpu" | "webgpu";
  /** What its kernels need, where it has code for a GPU; with `memory: "cpu"` it is a twin with the same results. */
  readonly gpu: GpuNeeds | null;
  /** `2d`: called once per plane; `3d`: stack to stack of equal length; `volumeToSlice`: stack to one plane. */
  readonly contract: "2d" | "3d" | "volumeToSlice";
  /** Does it return an image? False for functions that only emit named outputs. */
  readonly returnsImage: boolean;
  /** By name; the name `*` admits any further inputs of that kind. */
  readonly inputs: Readonly<Record<string, InputDeclaration>>;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
  /** Components it may stack, the usual one first; empty for functions that stack nothing. */
  readonly over: readonly Component[];
  /** Where it runs: on the images of one well, or once on the committed outputs of all wells. */
  readonly scope: "well" | "reduce";
  /**
   * How a reduction receives the wells' committed outputs: all at once, or well by well. `join`: it puts tables one below the other, and is not
   * called where their files can be joined.
   */
  readonly reduction: "collect" | "fold" | "join";
  /** What it does to intensities. */
  readonly intensity: "preserves" | "affine" | "filters" | "perImage";
  /**
   * Where pixels of its image lie: where they were, `moved` (cut out or turned), `resampled` to another size of pixel, or in a `mosaic` of
   * tiles.
   */
  readonly geometry: "same" | "moved" | "resampled" | "mosaic";
  /**
   * What it measures on its images: such measurements are comparable only if no earlier step filtered, normalised or
   * blended them.
   */
  readonly measures: readonly ("intensity" | "texture")[];
  /** `preserve`: values stay in the range of the input's dtype, which storage keeps; `float32`: a range of its own. */
  readonly dtype: "preserve" | "float32";
  /** The sample types that it takes; null for all. */
  readonly accepts: readonly Dtype[] | null;
  /** Are results exact in integers, so that no float conversion is needed around it? */
  readonly exact: boolean;
  /** Does it take arrays that are views of a larger buffer, so that it must not read `data.buffer` for `data`? */
  readonly takesViews: boolean;
  /**
   * Does it need to know where the tiles of a stack lie: stage positions with a pixel size, or a grid? Perhaps not with
   * these values of its parameters: then tiles whose places nothing states count as apart.
   */
  readonly needsTilePlaces: boolean | { readonly unless: Readonly<Record<string, string>> };
  /**
   * Does a reduction add up what the rows of each well count? Then it takes the parameters `per`, components whose values
   * have rows of their own, and `rows`, in which the compiler lists these values for each well.
   */
  readonly addsUpWells: boolean;
  /**
   * The function of the same module that computes several of this kind in one pass: its parameter `calls` lists them as `{ use, with }`,
   * in order. For functions of each pixel alone, 2-D, without named inputs and outputs, whose results are float32 or masks; null for all
   * others.
   */
  readonly fusesInto: { readonly export: string; readonly version: string } | null;
  /** Peak working memory as a multiple of the bytes of its inputs, for the estimate. */
  readonly memoryFactor: number;
  /** Paper, specification or reference implementation. */
  readonly citation: string;
}
