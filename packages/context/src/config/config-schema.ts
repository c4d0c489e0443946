import { type Static, type TSchema, Type } from "@sinclair/typebox";
import type { GpuPolicy } from "../gpu/gpu-policy.ts";
import { ROW_COMPONENTS } from "../plate/components.ts";
import { type Choice, choiceForms } from "../ports/choice.ts";
import { LOG_LEVELS } from "../run/log-level.ts";

const strict = { additionalProperties: false } as const;

/** A field with its default and description; whole numbers of pixels, bytes or seconds as its text says. */
function field<Schema extends TSchema>(value: NoInfer<Static<Schema>>, description: string, schema: Schema) {
  return Type.Optional(Type.Unsafe<Static<Schema>>({ ...schema, description, default: value }));
}

const nullable = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema> | null>({ anyOf: [schema, { type: "null" }] });
const textLike = (rule: object) => Type.Unsafe<string>({ type: "string", ...rule });
const text = textLike({ minLength: 1 });
const choice = Type.Unsafe<Choice>({ anyOf: choiceForms });
const flag = Type.Unsafe<boolean>({ type: "boolean" });
const mapOf = <Schema extends TSchema>(additionalProperties: Schema) =>
  Type.Unsafe<Readonly<Record<string, Static<Schema>>>>({ type: "object", additionalProperties });
const listOf = <Schema extends TSchema>(items: Schema, rule: object = {}) =>
  Type.Unsafe<readonly Static<Schema>[]>({ type: "array", items, ...rule });
const number = (range: object) => Type.Unsafe<number>({ type: "number", ...range });
const integer = (range: object) => Type.Unsafe<number>({ type: "integer", ...range });
const oneOf = <const Word extends string>(...words: readonly Word[]) =>
  Type.Unsafe<Word>({ type: "string", enum: words });

const zarrSchema = Type.Object(
  {
    ngffVersion: field("0.5", "Version of OME-NGFF.", oneOf("0.4", "0.5", "0.6")),
    codec: field("zstd", "How chunks are compressed.", oneOf("zstd", "gzip", "none")),
    level: field(
      null,
      "Level of compression; null is the codec's own.",
      nullable(integer({ minimum: 0, maximum: 22 })),
    ),
    chunk: field(null, "Side of a chunk in px; null chooses it.", nullable(integer({ minimum: 16 }))),
    shard: field(null, "One file for a plane of many chunks (not in 0.4); null decides by size.", nullable(flag)),
    levels: field(
      null,
      "Levels of the pyramid, the full size included; null decides by size.",
      nullable(integer({ minimum: 1 })),
    ),
  },
  { ...strict, description: "How images are stored as OME-Zarr." },
);

const tiffSchema = Type.Object(
  {
    compression: field(
      "auto",
      "How strips are compressed; auto deflates labels and images in colours, and leaves intensities as they are.",
      oneOf("auto", "none", "lzw", "deflate"),
    ),
    predictor: field(false, "Stores differences of neighbours, which compress better.", flag),
  },
  { ...strict, description: "How images are stored as TIFF." },
);

const fields = {
  numWorkers: field(
    1,
    "Wells at the same time. By default the command line uses one per core.",
    integer({
      minimum: 1,
      maximum: 1024,
    }),
  ),
  useThreading: field(true, "Runs wells in threads; false runs them in separate processes.", flag),
  memoryBudgetBytes: field(
    null,
    "Bytes of memory for all workers together; null is the machine's memory.",
    nullable(number({ exclusiveMinimum: 0 })),
  ),
  adaptWidth: field(
    true,
    "Runs fewer wells at the same time if memory is short or another worker does not help; false keeps numWorkers.",
    flag,
  ),
  overlap: field(
    true,
    "Reads ahead and writes behind while computing; false reads, computes and writes in turn.",
    flag,
  ),
  reuseBuffers: field(true, "Keeps memory for samples from well to well; false allocates it anew each time.", flag),
  spread: field(true, "Lets idle threads compute groups of wells on other threads; false leaves them idle.", flag),
  fusion: field(
    true,
    "Makes one pass of functions of single pixels that follow each other; false computes them one by one, to the same bytes.",
    flag,
  ),
  gpu: field(
    "prefer",
    "Where functions with GPU code run: 'require' on a GPU only, 'prefer' on a GPU if a hardware one fits, 'never'.",
    oneOf<GpuPolicy>("require", "prefer", "never"),
  ),
  maxWorkersPerGpu: field(
    null,
    "Most wells on one GPU at the same time; null is as many as fit its memory, 0 uses no GPU.",
    nullable(integer({ minimum: 0, maximum: 64 })),
  ),
  gpuMemoryBytes: field(
    {},
    "Bytes of memory by the name or id of a GPU, as listed by 'ohcs gpus'; for others the vendors' tools are queried.",
    mapOf(number({ exclusiveMinimum: 0 })),
  ),
  gpuMemoryShare: field(
    0.25,
    "Share of the machine's memory that each software adapter may use.",
    number({
      exclusiveMinimum: 0,
      maximum: 1,
    }),
  ),
  gpuSlotsFolder: field(
    null,
    "Absolute path of the folder by which the runs of a machine share its GPUs; null is a fixed folder.",
    nullable(textLike({ pattern: "^(/|[A-Za-z]:[/\\\\]|\\\\\\\\)" })),
  ),
  logLevel: field("info", "Lowest log level that is kept of what functions print.", oneOf(...LOG_LEVELS)),
  materializationBackend: field(
    "disk",
    "Where images are stored: a backend by name ('disk' for TIFF files, 'zarr') or module.",
    choice,
  ),
  intermediateBackend: field(
    "memory",
    "Where images between steps are kept: a backend by name ('memory') or module that keeps nothing after a well has ended.",
    choice,
  ),
  sourceBackend: field(
    null,
    "What reads the source plate, by name or module; null is the backend named by its handler.",
    nullable(choice),
  ),
  pixelSizeUm: field(
    null,
    "Width of a pixel in µm, in place of what the plate states; null is what it states.",
    nullable(number({ exclusiveMinimum: 0, maximum: 1000 })),
  ),
  grid: field(
    null,
    "Rows and columns of sites in a well, site 1 first, row by row, in place of what the plate states: { rows: 3, columns: 3 }.",
    nullable(
      Type.Unsafe<{ readonly rows: number; readonly columns: number }>({
        ...mapOf(integer({ minimum: 1, maximum: 1000 })),
        required: ["rows", "columns"],
        maxProperties: 2,
      }),
    ),
  ),
  channelRoles: field(
    {},
    "Which channel shows what, for pipelines that name channels by role: { nuclei: 1, reporter: 'GFP' }, by key or by the microscope's name.",
    mapOf(Type.Unsafe<string | number>({ anyOf: [text, integer({ minimum: 0 })] })),
  ),
  handler: field(
    null,
    "What reads the source plate's names and metadata: a handler by name or module; null recognizes it.",
    nullable(choice),
  ),
  pattern: field(
    null,
    "How file names state coordinates, for folders of no known microscope: a name of 'ohcs patterns', or a regular expression with named groups.",
    nullable(text),
  ),
  pages: field(
    null,
    "What the pages of image files are, where the files do not say: 'channel', 'zIndex' or 'timepoint'; null uses the first page alone.",
    nullable(oneOf("channel", "zIndex", "timepoint")),
  ),
  plateMap: field(
    null,
    "CSV file about the wells, a row for each or as matrices, joined with the table of wells; relative to the configuration file.",
    nullable(text),
  ),
  runner: field(
    null,
    "Where wells run: 'inline', 'threads', 'processes' or a module; null is threads, or processes where useThreading is false.",
    nullable(choice),
  ),
  outputFolder: field(
    null,
    "Folder of output plates, relative to the configuration file; null is the plate's own parent.",
    nullable(text),
  ),
  outputSuffix: field(
    "_openhcs",
    "Suffix that is added to the plate's name for its output plate.",
    textLike({ pattern: "^[A-Za-z0-9_.-]+$" }),
  ),
  subDir: field(
    "images",
    "Folder of images inside the output plate.",
    textLike({ pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" }),
  ),
  zarr: Type.Optional(zarrSchema),
  tiff: Type.Optional(tiffSchema),
  per: field(
    [],
    "Rows of their own in the table of wells: ['timepoint'] for one per well and timepoint, also 'site' and 'zIndex'.",
    listOf(oneOf(...ROW_COMPONENTS), { uniqueItems: true }),
  ),
  parquet: field(false, "Stores the tables of the plate as Parquet in addition to CSV.", flag),
  wellFilter: field([], "Wells to process: A01, rectangles B02:C05, exclusions !B03; empty is all.", listOf(text)),
  onMissing: field("fail", "How missing images are treated.", oneOf("fail", "skip", "fill")),
  retries: field(0, "Further attempts after a failure.", integer({ minimum: 0, maximum: 10 })),
  timeoutS: field(null, "Deadline of a well in seconds; null is none.", nullable(number({ exclusiveMinimum: 0 }))),
  resume: field(false, "Skips wells that an earlier run finished.", flag),
  report: field(true, "Has the command line write the report of a run at its end.", flag),
};

/** The JSON Schema of a configuration layer: every field may be omitted. */
export const configSchema = Type.Object(fields, { ...strict, title: "OHCS configuration" });

/** The values of fields, none of which is omitted. */
type Values<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends { readonly properties: infer Inner }
    ? Values<Inner>
    : Fields[Name] extends TSchema
      ? Static<Fields[Name]>
      : never;
};

/** The configuration of one compilation after all layers were merged. Plain JSON; the schema describes each field. */
export type ResolvedConfig = Values<typeof fields>;

/** How images are stored as OME-Zarr; null leaves the choice to the storage. */
export type ZarrConfig = ResolvedConfig["zarr"];
