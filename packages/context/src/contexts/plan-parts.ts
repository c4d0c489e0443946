import { Map as ImmutableMap, List } from "immutable";
import type { DataKind } from "../function/function-declaration.ts";
import type { Dtype } from "../image/dtype.ts";
import type { ZarrPlate } from "./context-parts.ts";
import { frozenRecord } from "./frozen-record.ts";

/** A resolved call: complete reference, complete parameters (lengths in pixels, defaults filled in). */
export class CallPlan extends frozenRecord("CallPlan", {
  module: "",
  export: "",
  version: "",
  /** Of a package of the user: `packageVersion`, and `sha256` of the file that its name leads to; else empty, for calls are many. */
  origin: ImmutableMap<string, string>(),
  contract: "2d" as "2d" | "3d" | "volumeToSlice",
  /**
   * Where it computes in this context: `webgpu` is the adapter that the context names. Images are uploaded and downloaded
   * where this changes from call to call; a chain begins and ends on the CPU.
   */
  memory: "cpu" as "cpu" | "webgpu",
  /** May a call with `memory: "webgpu"` run on the CPU instead: by its policy, and because it has code for it? */
  fallback: false,
  /** Why it computes there, for people; null for calls without GPU code. */
  reason: null as string | null,
  /** The sample type that its image is converted to; null leaves it unchanged. */
  takes: null as Dtype | null,
  /** Image input → the value that its saturated pixels have; inputs for which it is unknown are absent. */
  saturation: ImmutableMap<string, number>(),
  /** Names of the step inputs that this call takes besides the chain's image. */
  inputs: List<string>(),
  /** The function's output name → `kind:name` in the pipeline, for outputs that the step emits. */
  outputs: ImmutableMap<string, string>(),
  with: ImmutableMap<string, unknown>(),
}) {}

/** Where a named input comes from. */
export class InputLink extends frozenRecord("InputLink", {
  /** Source images · an earlier step of the same context · committed outputs of wells, or of plates · a table the user supplied · an artifact. */
  source: "images" as "images" | "step" | "wells" | "plates" | "supplied" | "artifact",
  kind: "image" as DataKind,
  /** Index of the linked step in this context; for `wells` the step in the pipeline; for `artifact` the producing phase; else null. */
  step: null as number | null,
  /** `image`, the `kind:name` of the linked output or `artifact:name`; for `supplied` the file's SHA-256. */
  output: null as string | null,
}) {}

/** What is computed by one application of the step's chain. */
export class GroupPlan extends frozenRecord("GroupPlan", {
  /** Coordinates of the group in file-name form: `s001_w1_t001`; empty for the whole well. */
  key: "",
  /** The same as data; absent components were reduced or selected. */
  coordinates: ImmutableMap<string, string | number>(),
  /** Key of `func` that applies; null passes the images through unchanged. */
  pattern: null as string | null,
  /**
   * Input name → items in stack order. Source planes beyond `images` are missing and filled with zeros; so is null, in
   * plans that do not state their coordinates.
   */
  inputs: ImmutableMap<string, List<number | null>>(),
  /** When it is computed: all groups of a pass before those of the next. Does not affect results. */
  pass: 0,
  /** Name of each image produced, without well and extension; empty where the step returns no image. */
  images: List<string>(),
}) {}

/** Where one output of a step is kept and stored. */
export class OutputPlan extends frozenRecord("OutputPlan", {
  kind: "image" as DataKind,
  /** Virtual directory in the intermediate backend, or null where no later step reads it. */
  memoryDir: null as string | null,
  /** Where it is stored durably, or null. */
  store: null as OutputStore | null,
  /** The OME-NGFF plate that it is stored in, or null. */
  zarr: null as ZarrPlate | null,
}) {
  static readonly leftOut = ["zarr"] as const;
}

/** A durable place: images and labels one file per plane, tables and JSON one file per well. */
export class OutputStore extends frozenRecord("OutputStore", {
  backend: "",
  directory: "",
  extension: "",
  /** File name without extension for per-well files: `<well>_<name>`; null for images. */
  name: null as string | null,
  /** Is the file named by the hash of its content instead: an artifact? */
  byContent: false,
  /**
   * Samples are clipped, rounded and stored as this; null keeps the function's own, and stores labels as uint16 where
   * all numbers of the group fit.
   */
  dtype: null as Dtype | null,
  /** Is this the folder that `openhcs_metadata.json` lists as a subdirectory of images? */
  listed: false,
}) {}

/** A plane of the source plate, as a context names it. */
export class ImageReference extends frozenRecord("ImageReference", {
  path: "",
  page: 0,
  /** Of pages with several samples per pixel; null of others. */
  sample: null as number | null,
  /** Stage position in µm, or null. */
  xUm: null as number | null,
  yUm: null as number | null,
}) {
  /** Most images have no samples, and a context lists them all. */
  static readonly leftOut = ["sample"] as const;
}
