import { type Json, LOG_LEVELS, type ResolvedConfig, ROW_COMPONENTS, type TSchema, Type } from "@ohcs/context";
import { choiceForms } from "../backends/choice-schema.ts";

const strict = { additionalProperties: false } as const;

/** A field with its default and description; whole numbers of pixels, bytes or seconds as its text says. */
function field(value: Json, description: string, schema: object): TSchema {
  return Type.Optional(Type.Unsafe({ ...schema, description, default: value }));
}

const nullable = (schema: object) => ({ anyOf: [schema, { type: "null" }] });
const text = { type: "string", minLength: 1 };
const choice = { anyOf: choiceForms };
const flag = { type: "boolean" };
const oneOf = (...values: readonly string[]) => ({ type: "string", enum: values });

const zarrSchema = Type.Object(
  {
    ngffVersion: field("0.5", "Version of OME-NGFF.", oneOf("0.4", "0.5", "0.6")),
    codec: field("zstd", "How chunks are compressed.", oneOf("zstd", "gzip", "none")),
    level: field(
      null,
      "Level of compression; null is the codec's own.",
      nullable({ type: "integer", minimum: 0, maximum: 22 }),
    ),
    chunk: field(null, "Side of a chunk in px; null chooses it.", nullable({ type: "integer", minimum: 16 })),
    shard: field(null, "One file for a plane of many chunks (not in 0.4); null decides by size.", nullable(flag)),
    levels: field(
      null,
      "Levels of the pyramid, the full size included; null decides by size.",
      nullable({ type: "integer", minimum: 1 }),
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
  numWorkers: field(1, "Wells at the same time. By default the command line uses one per core.", {
    type: "integer",
    minimum: 1,
    maximum: 1024,
  }),
  useThreading: field(true, "Runs wells in threads; false runs them in separate processes.", flag),
  memoryBudgetBytes: field(
    null,
    "Bytes of memory for all workers together; null is the machine's memory.",
    nullable({ type: "number", exclusiveMinimum: 0 }),
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
    oneOf("require", "prefer", "never"),
  ),
  maxWorkersPerGpu: field(
    null,
    "Most wells on one GPU at the same time; null is as many as fit its memory.",
    nullable({ type: "integer", minimum: 0, maximum: 64 }),
  ),
  gpuMemoryBytes: field(
    {},
    "Bytes of memory by the name or id of a GPU, as listed by 'ohcs gpus'; for others the vendors' tools are queried.",
    { type: "object", additionalProperties: { type: "number", exclusiveMinimum: 0 } },
  ),
  gpuMemoryShare: field(0.25, "Share of the machine's memory that each software adapter may use.", {
    type: "number",
    exclusiveMinimum: 0,
    maximum: 1,
  }),
  gpuSlotsFolder: field(
    null,
    "Absolute path of the folder by which the runs of a machine share its GPUs; null is a fixed folder.",
    nullable({ type: "string", pattern: "^(/|[A-Za-z]:[/\\\\]|\\\\\\\\)" }),
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
    nullable({ anyOf: choice.anyOf }),
  ),
  pixelSizeUm: field(
    null,
    "Width of a pixel in µm, in place of what the plate states; null is what it states.",
    nullable({ type: "number", exclusiveMinimum: 0, maximum: 1000 }),
  ),
  grid: field(
    null,
    "Rows and columns of sites in a well, site 1 first, row by row, in place of what the plate states: { rows: 3, columns: 3 }.",
    nullable({
      type: "object",
      additionalProperties: { type: "integer", minimum: 1, maximum: 1000 },
      required: ["rows", "columns"],
      maxProperties: 2,
    }),
  ),
  channelRoles: field(
    {},
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
    null,
    "What reads the source plate's names and metadata: a handler by name or module; null recognizes it.",
    nullable({ anyOf: choice.anyOf }),
  ),
  pattern: field(
    null,
    "How file names state coordinates, for folders of no known microscope: a name of 'ohcs patterns', or a regular expression with named groups.",
    nullable(text),
  ),
  pages: field(
    null,
    "What the pages of image files are, where the files do not say: 'channel', 'zIndex' or 'timepoint'; null uses the first page alone.",
    nullable({ enum: ["channel", "zIndex", "timepoint"] }),
  ),
  plateMap: field(
    null,
    "CSV file about the wells, a row for each or as matrices, joined with the table of wells; relative to the configuration file.",
    nullable(text),
  ),
  runner: field(
    null,
    "Where wells run: 'inline', 'threads', 'processes' or a module; null is threads, or processes where useThreading is false.",
    nullable({ anyOf: choice.anyOf }),
  ),
  outputFolder: field(
    null,
    "Folder of output plates, relative to the configuration file; null is the plate's own parent.",
    nullable(text),
  ),
  outputSuffix: field("_openhcs", "Suffix that is added to the plate's name for its output plate.", {
    type: "string",
    pattern: "^[A-Za-z0-9_.-]+$",
  }),
  subDir: field("images", "Folder of images inside the output plate.", {
    type: "string",
    pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$",
  }),
  zarr: Type.Optional(zarrSchema),
  tiff: Type.Optional(tiffSchema),
  per: field(
    [],
    "Rows of their own in the table of wells: ['timepoint'] for one per well and timepoint, also 'site' and 'zIndex'.",
    { type: "array", items: oneOf(...ROW_COMPONENTS), uniqueItems: true },
  ),
  parquet: field(false, "Stores the tables of the plate as Parquet in addition to CSV.", flag),
  wellFilter: field([], "Wells to process: A01, rectangles B02:C05, exclusions !B03; empty is all.", {
    type: "array",
    items: text,
  }),
  onMissing: field("fail", "How missing images are treated.", oneOf("fail", "skip", "fill")),
  retries: field(0, "Further attempts after a failure.", { type: "integer", minimum: 0, maximum: 10 }),
  timeoutS: field(
    null,
    "Deadline of a well in seconds; null is none.",
    nullable({ type: "number", exclusiveMinimum: 0 }),
  ),
  resume: field(false, "Skips wells that an earlier run finished.", flag),
  report: field(true, "Has the command line write the report of a run at its end.", flag),
} satisfies Record<keyof ResolvedConfig, TSchema>;

/** The default configuration. `numWorkers` is 1: callers that know the machine set it. */
export const DEFAULT_CONFIG = defaultsOf(fields) as unknown as ResolvedConfig;

function defaultsOf(schemas: Readonly<Record<string, TSchema>>): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(schemas).map(([name, { properties, default: value }]) => {
    return [name, properties === undefined ? Object.freeze(value) : defaultsOf(properties)];
  });
  return Object.freeze(Object.fromEntries(defaults));
}

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
