import { Map as ImmutableMap, List } from "immutable";
import type { ResolvedConfig, ZarrConfig } from "../config/config-schema.ts";
import type { ModuleReference } from "../function/function-reference.ts";
import type { GpuPolicy } from "../gpu/gpu-policy.ts";
import type { Dtype } from "../image/dtype.ts";
import type { HandlerSource, ManifestCalibration, ManifestChannel } from "../manifest/plate-manifest.ts";
import { frozenRecord } from "./frozen-record.ts";

/** Fields that may be absent elsewhere are null in a record. */
type Whole<Fields> = { readonly [Field in keyof Fields]-?: Exclude<Fields[Field], undefined> };
type OrNull<Fields, Field extends keyof Fields> = Omit<Fields, Field> & {
  readonly [Name in Field]-?: Exclude<Fields[Name], undefined> | null;
};

/** Lengths of pixels and steps; null where they are unknown. */
export class CalibrationFacts extends frozenRecord<Whole<ManifestCalibration>>("CalibrationFacts", {
  pixelSizeUm: null,
  zStepUm: null,
  intervalS: null,
}) {}

export class ChannelFacts extends frozenRecord<Whole<Pick<ManifestChannel, "id" | "name" | "color">>>("ChannelFacts", {
  id: "",
  name: null,
  color: null,
}) {}

export class HandlerFacts extends frozenRecord<OrNull<HandlerSource, "packageVersion" | "sha256">>("HandlerFacts", {
  version: "",
  module: null,
  export: null,
  packageVersion: null,
  sha256: null,
}) {}

/** Rows and columns: of sites in a well, or of wells on a plate. */
export class GridFacts extends frozenRecord("GridFacts", { rows: 0, columns: 0 }) {}

/** Size of a plane in pixels, and its sample type; null where it is not known. */
export class TileFacts extends frozenRecord("TileFacts", {
  width: 0,
  height: 0,
  dtype: null as Dtype | null,
}) {}

/** What of the source plate is the same for all of its wells. */
export class PlateFacts extends frozenRecord("PlateFacts", {
  handler: "",
  /** Null where the manifest was not made by a handler. */
  handlerSource: null as HandlerFacts | null,
  calibration: new CalibrationFacts(),
  channels: List<ChannelFacts>(),
  /** Null where the microscope does not state it. */
  grid: null as GridFacts | null,
  /** Rows and columns of its wells, for those who draw it or look at its border; null where it does not state them. */
  format: null as GridFacts | null,
  /** The id of the acquisition, where the plate has more than one. */
  acquisition: null as number | null,
  /** Null where no image was sampled. */
  tile: null as TileFacts | null,
}) {}

export class TiffOptions extends frozenRecord<ResolvedConfig["tiff"]>("TiffOptions", {
  compression: "auto",
  predictor: false,
}) {}

/** The part of the configuration that can change a result or bounds it. */
export class ContextConfig extends frozenRecord("ContextConfig", {
  subDir: "",
  tiff: new TiffOptions(),
  onMissing: "fail" as ResolvedConfig["onMissing"],
  retries: 0,
  timeoutS: null as ResolvedConfig["timeoutS"],
}) {}

export class ModuleUse extends frozenRecord<OrNull<ModuleReference, "packageVersion" | "sha256">>("ModuleUse", {
  module: "",
  export: "",
  version: "",
  packageVersion: null,
  sha256: null,
}) {}

/** A backend in the role that the context gives it. */
export class BackendUse extends frozenRecord("BackendUse", {
  /** The backend's own name, for metadata; null if unknown. */
  name: null as string | null,
  use: new ModuleUse(),
  with: ImmutableMap<string, unknown>(),
  /** Does it keep plain files of the output plate? Else it alone can show what it holds. */
  plainFiles: false,
}) {}

/** The one adapter for all calls of a context with `memory: "webgpu"`, and the most bytes that they hold there at a time. */
export class GpuAssignment extends frozenRecord("GpuAssignment", { adapter: "", name: "", peakBytes: 0 }) {}

/** How a step uses a GPU; which one, its context says. */
export class StepGpu extends frozenRecord<{ readonly policy: GpuPolicy }>("StepGpu", { policy: "prefer" }) {}

/** Where a checkpoint of a step is stored. */
export class Checkpoint extends frozenRecord("Checkpoint", { backend: "", directory: "" }) {}

export class ZarrStorage extends frozenRecord<ZarrConfig>("ZarrStorage", {
  ngffVersion: "0.5",
  codec: "zstd",
  level: null,
  chunk: null,
  shard: null,
  levels: null,
}) {}

/** The planes of one field of an OME-NGFF plate; null if a component was reduced and is not part of names. */
export class ZarrFieldPlan extends frozenRecord("ZarrFieldPlan", {
  site: null as number | null,
  channels: null as List<string> | null,
  zIndexes: null as List<number> | null,
  timepoints: null as List<number> | null,
}) {}

/** An OME-NGFF plate that is declared before its first pixel is written, as far as it is the same for wells of a structure. */
export class ZarrPlate extends frozenRecord("ZarrPlate", {
  /** Virtual directory of the plate. */
  path: "",
  /** Rows and columns of the source plate's wells; null where it states none. */
  format: null as GridFacts | null,
  width: 0,
  height: 0,
  dtype: "uint16" as Dtype,
  fields: List<ZarrFieldPlan>(),
  /** Label images that are stored in the fields. */
  labels: List<string>(),
  /** Are its channels the red, green and blue of images in colours? */
  rgb: false,
  /** Channel → start and end of the intensities that viewers show, as far as they are known. */
  windows: ImmutableMap<string, List<number>>(),
  storage: new ZarrStorage(),
}) {}
