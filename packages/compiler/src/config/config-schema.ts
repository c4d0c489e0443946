import { LOG_LEVELS, ROW_COMPONENTS } from "@ohcs/context";
import { type TSchema, Type } from "@sinclair/typebox";
import { choiceForms } from "../backends/choice-schema.ts";
import { DEFAULT_CONFIG } from "./default-config.ts";

const strict = { additionalProperties: false } as const;
const { tiff, zarr, ...top } = DEFAULT_CONFIG;

/** A field with its description and default; whole numbers of pixels, bytes or seconds as its text says. */
function field(name: keyof typeof top, description: string, schema: object): TSchema {
  return Type.Optional(Type.Unsafe({ ...schema, description, default: top[name] }));
}

function zarrField(name: keyof typeof zarr, description: string, schema: object): TSchema {
  return Type.Optional(Type.Unsafe({ ...schema, description, default: zarr[name] }));
}

function tiffField(name: keyof typeof tiff, description: string, schema: object): TSchema {
  return Type.Optional(Type.Unsafe({ ...schema, description, default: tiff[name] }));
}

const nullable = (schema: object) => ({ anyOf: [schema, { type: "null" }] });
const text = { type: "string", minLength: 1 };
const choice = { anyOf: choiceForms };
const flag = { type: "boolean" };
const oneOf = (...values: readonly string[]) => ({ type: "string", enum: values });

const zarrSchema = Type.Object(
  {
    ngffVersion: zarrField("ngffVersion", "Version of OME-NGFF.", oneOf("0.4", "0.5", "0.6")),
    codec: zarrField("codec", "How chunks are compressed.", oneOf("zstd", "gzip", "none")),
    level: zarrField(
      "level",
      "Level of compression; null is the codec's own.",
      nullable({ type: "integer", minimum: 0, maximum: 22 }),
    ),
    chunk: zarrField("chunk", "Side of a chunk in px; null chooses it.", nullable({ type: "integer", minimum: 16 })),
    shard: zarrField(
      "shard",
      "One file for a plane of many chunks (not in 0.4); null decides by size.",
      nullable(flag),
    ),
    levels: zarrField(
      "levels",
      "Levels of the pyramid, the full size included; null decides by size.",
      nullable({ type: "integer", minimum: 1 }),
    ),
  },
  { ...strict, description: "How images are stored as OME-Zarr." },
);

const tiffSchema = Type.Object(
  {
    compression: tiffField(
      "compression",
      "How strips are compressed; auto deflates labels and images in colours, and leaves intensities as they are.",
      oneOf("auto", "none", "lzw", "deflate"),
    ),
    predictor: tiffField("predictor", "Stores differences of neighbours, which compress better.", flag),
  },
  { ...strict, description: "How images are stored as TIFF." },
);

const fields = {
  numWorkers: field("numWorkers", "Wells at the same time. By default the command line uses one per core.", {
    type: "integer",
    minimum: 1,
    maximum: 1024,
  }),
  useThreading: field("useThreading", "Runs wells in threads; false runs them in separate processes.", flag),
  memoryBudgetBytes: field(
    "memoryBudgetBytes",
    "Bytes of memory for all workers together; null is the machine's memory.",
    nullable({ type: "number", exclusiveMinimum: 0 }),
  ),
  adaptWidth: field(
    "adaptWidth",
    "Runs fewer wells at the same time if memory is short or another worker does not help; false keeps numWorkers.",
    flag,
  ),
  overlap: field(
    "overlap",
    "Reads ahead and writes behind while computing; false reads, computes and writes in turn.",
    flag,
  ),
  reuseBuffers: field(
    "reuseBuffers",
    "Keeps memory for samples from well to well; false allocates it anew each time.",
    flag,
  ),
  spread: field("spread", "Lets idle threads compute groups of wells on other threads; false leaves them idle.", flag),
  fusion: field(
    "fusion",
    "Makes one pass of functions of single pixels that follow each other; false computes them one by one, to the same bytes.",
    flag,
  ),
  gpu: field(
    "gpu",
    "Where functions with GPU code run: 'require' on a GPU only, 'prefer' on a GPU if a hardware one fits, 'never'.",
    oneOf("require", "prefer", "never"),
  ),
  maxWorkersPerGpu: field(
    "maxWorkersPerGpu",
    "Most wells on one GPU at the same time; null is as many as fit its memory.",
    nullable({ type: "integer", minimum: 0, maximum: 64 }),
  ),
  gpuMemoryBytes: field(
    "gpuMemoryBytes",
    "Bytes of memory by the name or id of a GPU, as listed by 'ohcs gpus'; for others the vendors' tools are queried.",
    { type: "object", additionalProperties: { type: "number", exclusiveMinimum: 0 } },
  ),
  gpuMemoryShare: field("gpuMemoryShare", "Share of the machine's memory that each software adapter may use.", {
    type: "number",
    exclusiveMinimum: 0,
    maximum: 1,
  }),
  gpuSlotsFolder: field(
    "gpuSlotsFolder",
    "Absolute path of the folder by which the runs of a machine share its GPUs; null is a fixed folder.",
    nullable({ type: "string", pattern: "^(/|[A-Za-z]:[/\\\\]|\\\\\\\\)" }),
  ),
  logLevel: field("logLevel", "Lowest log level that is kept of what functions print.", oneOf(...LOG_LEVELS)),
  materializationBackend: field(
    "materializationBackend",
    "Where images are stored: a backend by name ('disk' for TIFF files, 'zarr') or module.",
    choice,
  ),
  intermediateBackend: field(
    "intermediateBackend",
    "Where images between steps are kept: a backend by name ('memory') or module that keeps nothing after a well has ended.",
    choice,
  ),
  sourceBackend: field(
    "sourceBackend",
    "What reads the source plate, by name or module; null is the backend named by its handler.",
    nullable({ anyOf: choice.anyOf }),
  ),
  pixelSizeUm: field(
    "pixelSizeUm",
    "Width of a pixel in µm, in place of what the plate states; null is what it states.",
    nullable({ type: "number", exclusiveMinimum: 0, maximum: 1000 }),
  ),
  grid: field(
    "grid",
    "Rows and columns of sites in a well, site 1 first, row by row, in place of what the plate states: { rows: 3, columns: 3 }.",
    nullable({
      type: "object",
      additionalProperties: { type: "integer", minimum: 1, maximum: 1000 },
      required: ["rows", "columns"],
      maxProperties: 2,
    }),
  ),
  channelRoles: field(
    "channelRoles",
    "Which channel shows what, for pipelines that name channels by role: { nuclei: 1, reporter: 'GFP' }, by key or by the microscope's name.",
    {
      type: "object",
      additionalProperties: {
        anyOf: [
          { type: "string", minLength: 1 },
          { type: "integer", minimum: 0 },
        ],
      },
    },
  ),
  handler: field(
    "handler",
    "What reads the source plate's names and metadata: a handler by name or module; null recognizes it.",
    nullable({ anyOf: choice.anyOf }),
  ),
  pattern: field(
    "pattern",
    "How file names state coordinates, for folders of no known microscope: a name of 'ohcs patterns', or a regular expression with named groups.",
    nullable(text),
  ),
  pages: field(
    "pages",
    "What the pages of image files are, where the files do not say: 'channel', 'zIndex' or 'timepoint'; null uses the first page alone.",
    nullable({ enum: ["channel", "zIndex", "timepoint"] }),
  ),
  plateMap: field(
    "plateMap",
    "CSV file about the wells, a row for each or as matrices, joined with the table of wells; relative to the configuration file.",
    nullable(text),
  ),
  runner: field(
    "runner",
    "Where wells run: 'inline', 'threads', 'processes' or a module; null is threads, or processes where useThreading is false.",
    nullable({ anyOf: choice.anyOf }),
  ),
  outputFolder: field(
    "outputFolder",
    "Folder of output plates, relative to the configuration file; null is the plate's own parent.",
    nullable(text),
  ),
  outputSuffix: field("outputSuffix", "Suffix that is added to the plate's name for its output plate.", {
    type: "string",
    pattern: "^[A-Za-z0-9_.-]+$",
  }),
  subDir: field("subDir", "Folder of images inside the output plate.", {
    type: "string",
    pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$",
  }),
  zarr: Type.Optional(zarrSchema),
  tiff: Type.Optional(tiffSchema),
  per: field(
    "per",
    "Rows of their own in the table of wells: ['timepoint'] for one per well and timepoint, also 'site' and 'zIndex'.",
    { type: "array", items: oneOf(...ROW_COMPONENTS), uniqueItems: true },
  ),
  parquet: field("parquet", "Stores the tables of the plate as Parquet in addition to CSV.", flag),
  wellFilter: field("wellFilter", "Wells to process: A01, rectangles B02:C05, exclusions !B03; empty is all.", {
    type: "array",
    items: text,
  }),
  onMissing: field("onMissing", "How missing images are treated.", oneOf("fail", "skip", "fill")),
  retries: field("retries", "Further attempts after a failure.", { type: "integer", minimum: 0, maximum: 10 }),
  timeoutS: field(
    "timeoutS",
    "Deadline of a well in seconds; null is none.",
    nullable({ type: "number", exclusiveMinimum: 0 }),
  ),
  resume: field("resume", "Skips wells that an earlier run finished.", flag),
  report: field("report", "Has the command line write the report of a run at its end.", flag),
} satisfies Record<string, TSchema>;

/** The JSON Schema of a configuration layer: every field may be omitted. */
export const configSchema = Type.Object(fields, { ...strict, title: "OHCS configuration" });

/** The JSON Schema of a configuration file (`ohcs.config.yaml`): a layer, and sections for plates by name. */
export const configFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    ...fields,
    plates: Type.Optional(
      Type.Record(Type.String(), Type.Object(fields, strict), {
        description: "Settings of single plates by the name of their folder; they override those above.",
      }),
    ),
  },
  { $id: "urn:ohcs:config:1", title: "OHCS configuration file", ...strict },
);
