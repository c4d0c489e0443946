import { Map as ImmutableMap, List } from "immutable";
import type { DataKind } from "../function/function-declaration.ts";
import type { Dtype } from "../image/dtype.ts";
import type { ZarrPlate } from "./context-parts.ts";
import { frozenRecord } from "./frozen-record.ts";

/** A resolved call: complete reference, complete parameters (lengths in pixels, defaults filled in). */
export interface CallPlanFields {
  readonly module: string;
  readonly export: string;
  readonly version: string;
  /** Of a package of the user: `packageVersion`, and `sha256` of the file that its name leads to; else empty, for calls are many. */
  readonly origin: ImmutableMap<string, string>;
  readonly contract: "2d" | "3d" | "volumeToSlice";
  /**
   * Where it computes in this context: `webgpu` is the adapter that the context names. Images are uploaded and downloaded
   * where this changes from call to call; a chain begins and ends on the CPU.
   */
  readonly memory: "cpu" | "webgpu";
  /** May a call with `memory: "webgpu"` run on the CPU instead: by its policy, and because it has code for it? */
  readonly fallback: boolean;
  /** Why it computes there, for people; null for calls without GPU code. */
  readonly reason: string | null;
  /** The sample type that its image is converted to; null leaves it unchanged. */
  readonly takes: Dtype | null;
  /** Image input → the value that its saturated pixels have; inputs for which it is unknown are absent. */
  readonly saturation: ImmutableMap<string, number>;
  /** Names of the step inputs that this call takes besides the chain's image. */
  readonly inputs: List<string>;
  /** The function's output name → `kind:name` in the pipeline, for outputs that the step emits. */
  readonly outputs: ImmutableMap<string, string>;
  readonly with: ImmutableMap<string, unknown>;
}
export class CallPlan extends frozenRecord<CallPlanFields>("CallPlan", {
  module: "",
  export: "",
  version: "",
  origin: ImmutableMap(),
  contract: "2d",
  memory: "cpu",
  fallback: false,
  reason: null,
  takes: null,
  saturation: ImmutableMap(),
  inputs: List(),
  outputs: ImmutableMap(),
  with: ImmutableMap(),
}) {}

/** Where a named input comes from. */
export interface InputLinkFields {
  /** Source images · an earlier step of the same context · committed outputs of wells, or of plates · a table the user supplied · an artifact. */
  readonly source: "images" | "step" | "wells" | "plates" | "supplied" | "artifact";
  readonly kind: DataKind;
  /** Index of the linked step in this context; for `wells` the step in the pipeline; for `artifact` the producing phase; else null. */
  readonly step: number | null;
  /** `image`, the `kind:name` of the linked output or `artifact:name`; for `supplied` the file's SHA-256. */
  readonly output: string | null;
}
export class InputLink extends frozenRecord<InputLinkFields>("InputLink", {
  source: "images",
  kind: "image",
  step: null,
  output: null,
}) {}

/** What is computed by one application of the step's chain. */
export interface GroupPlanFields {
  /** Coordinates of the group in file-name form: `s001_w1_t001`; empty for the whole well. */
  readonly key: string;
  /** The same as data; absent components were reduced or selected. */
  readonly coordinates: ImmutableMap<string, string | number>;
  /** Key of `func` that applies; null passes the images through unchanged. */
  readonly pattern: string | null;
  /**
   * Input name → items in stack order. Source planes beyond `images` are missing and filled with zeros; so is null, in
   * plans that do not state their coordinates.
   */
  readonly inputs: ImmutableMap<string, List<number | null>>;
  /** When it is computed: all groups of a pass before those of the next. Does not affect results. */
  readonly pass: number;
  /** Name of each image produced, without well and extension; empty where the step returns no image. */
  readonly images: List<string>;
}
export class GroupPlan extends frozenRecord<GroupPlanFields>("GroupPlan", {
  key: "",
  coordinates: ImmutableMap(),
  pattern: null,
  inputs: ImmutableMap(),
  pass: 0,
  images: List(),
}) {}

/** Where one output of a step is kept and stored. */
export interface OutputPlanFields {
  readonly kind: DataKind;
  /** Virtual directory in the intermediate backend, or null where no later step reads it. */
  readonly memoryDir: string | null;
  /** Where it is stored durably, or null. */
  readonly store: OutputStore | null;
  /** The OME-NGFF plate that it is stored in, or null. */
  readonly zarr: ZarrPlate | null;
}
export class OutputPlan extends frozenRecord<OutputPlanFields>("OutputPlan", {
  kind: "image",
  memoryDir: null,
  store: null,
  zarr: null,
}) {
  static readonly leftOut = ["zarr"] as const;
}

/** A durable place: images and labels one file per plane, tables and JSON one file per well. */
export interface OutputStoreFields {
  readonly backend: string;
  readonly directory: string;
  readonly extension: string;
  /** File name without extension for per-well files: `<well>_<name>`; null for images. */
  readonly name: string | null;
  /** Is the file named by the hash of its content instead: an artifact? */
  readonly byContent: boolean;
  /**
   * Samples are clipped, rounded and stored as this; null keeps the function's own, and stores labels as uint16 where
   * all numbers of the group fit.
   */
  readonly dtype: Dtype | null;
  /** Is this the folder that `openhcs_metadata.json` lists as a subdirectory of images? */
  readonly listed: boolean;
}
export class OutputStore extends frozenRecord<OutputStoreFields>("OutputStore", {
  backend: "",
  directory: "",
  extension: "",
  name: null,
  byContent: false,
  dtype: null,
  listed: false,
}) {}

/** A plane of the source plate, as a context names it. */
export interface ImageReferenceFields {
  readonly path: string;
  readonly page: number;
  /** Of pages with several samples per pixel; null of others. */
  readonly sample: number | null;
  /** Stage position in µm, or null. */
  readonly xUm: number | null;
  readonly yUm: number | null;
}
export class ImageReference extends frozenRecord<ImageReferenceFields>("ImageReference", {
  path: "",
  page: 0,
  sample: null,
  xUm: null,
  yUm: null,
}) {
  /** Most images have no samples, and a context lists them all. */
  static readonly leftOut = ["sample"] as const;
}
