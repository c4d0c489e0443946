import type { GpuPolicy } from "../gpu/gpu-policy.ts";
import type { RowComponent } from "../plate/components.ts";
import type { Choice } from "../ports/choice.ts";
import type { OpenPlateOptions } from "../ports/handler.ts";
import type { LogLevel } from "../run/log-level.ts";

/** How images are stored as OME-Zarr; null leaves the choice to the storage. */
export interface ZarrConfig {
  readonly ngffVersion: "0.4" | "0.5" | "0.6";
  readonly codec: "zstd" | "gzip" | "none";
  readonly level: number | null;
  /** Side of a chunk in pixels. */
  readonly chunk: number | null;
  /** One file for a whole plane of many chunks; only in 0.5. */
  readonly shard: boolean | null;
  /** Levels of the pyramid, the full size included. */
  readonly levels: number | null;
}

/** The configuration of one compilation after all layers were merged. Plain JSON. */
export interface ResolvedConfig {
  readonly numWorkers: number;
  /** Runs wells in threads rather than in separate processes. */
  readonly useThreading: boolean;
  readonly memoryBudgetBytes: number | null;
  /** Lets the number of wells at the same time follow memory and throughput. */
  readonly adaptWidth: boolean;
  /** Reads ahead and writes behind while computing. */
  readonly overlap: boolean;
  /** Keeps memory for samples from well to well. */
  readonly reuseBuffers: boolean;
  /** Lets idle threads compute groups of wells that run on other threads. */
  readonly spread: boolean;
  /** Makes one pass of functions of single pixels that follow each other in a chain, to the same bytes. */
  readonly fusion: boolean;
  /** May functions with GPU code run on a GPU? Other functions always run on the CPU. */
  readonly gpu: GpuPolicy;
  /** Most wells on one GPU at the same time; null for as many as fit its memory, 0 to use no GPU. */
  readonly maxWorkersPerGpu: number | null;
  /** Memory of GPUs in bytes, by name or id; for others the vendors' tools are queried. */
  readonly gpuMemoryBytes: Readonly<Record<string, number>>;
  /**
   * Share of the machine's memory that each software adapter may use, in (0, 1]; such an adapter has no memory of its
   * own.
   */
  readonly gpuMemoryShare: number;
  /**
   * Absolute path of the folder by which the runs of a machine share its GPUs; null for a fixed folder of the machine.
   */
  readonly gpuSlotsFolder: string | null;
  /** Lowest log level that is kept of what functions print. */
  readonly logLevel: LogLevel;
  /** Where images are stored. */
  readonly materializationBackend: Choice;
  /** Where images between steps are kept. */
  readonly intermediateBackend: Choice;
  /** What reads the source plate; null for the backend that its microscope handler names. */
  readonly sourceBackend: Choice | null;
  /** What reads the source plate's names and metadata; null for the handler that recognizes it. */
  readonly handler: Choice | null;
  /**
   * How file names state coordinates, a regular expression with named groups, for folders that no handler knows; null for
   * none.
   */
  readonly pattern: string | null;
  /** What the pages of image files are, where the files do not say; null uses the first page alone. */
  readonly pages: NonNullable<OpenPlateOptions["pages"]> | null;
  /** Absolute path of a CSV file about the wells; null for that of the pipeline, if it names one. */
  readonly plateMap: string | null;
  /** Where wells run; null for threads, or processes where `useThreading` is false. */
  readonly runner: Choice | null;
  /** Folder of output plates, absolute; null for the plate's own parent. */
  readonly outputFolder: string | null;
  readonly outputSuffix: string;
  readonly subDir: string;
  readonly zarr: ZarrConfig;
  readonly tiff: { readonly compression: "auto" | "none" | "lzw" | "deflate"; readonly predictor: boolean };
  /** Width of a pixel in µm, in place of what the plate states; null for what it states. */
  readonly pixelSizeUm: number | null;
  /** Rows and columns of sites in a well, in place of what the plate states; null for what it states. */
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  /** Role → key or name of its channel, for pipelines that name channels by role (`role:nuclei`). */
  readonly channelRoles: Readonly<Record<string, string | number>>;
  /** Components whose values have rows of their own in the table of wells, where the pipeline states none. */
  readonly per: readonly RowComponent[];
  /** Stores the merged tables as Parquet, too. */
  readonly parquet: boolean;
  readonly wellFilter: readonly string[];
  readonly onMissing: "fail" | "skip" | "fill";
  readonly retries: number;
  /** Deadline of a well in seconds; null for none. */
  readonly timeoutS: number | null;
  /** Skips what an earlier run finished. */
  readonly resume: boolean;
  /** Has the command line write the report of a run at its end. */
  readonly report: boolean;
}
