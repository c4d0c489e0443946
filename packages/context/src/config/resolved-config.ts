/** The configuration of one compilation after all layers were merged. Plain JSON. */
export interface ResolvedConfig {
  readonly numWorkers: number;
  readonly memoryBudgetBytes: number | null;
  readonly materializationBackend: string;
  readonly intermediateBackend: string;
  /** Folder of output plates, absolute; null for the plate's own parent. */
  readonly outputFolder: string | null;
  readonly outputSuffix: string;
  readonly subDir: string;
  readonly tiff: { readonly compression: "none" | "lzw" | "deflate"; readonly predictor: boolean };
  readonly wellFilter: readonly string[];
  readonly onMissing: "fail" | "skip" | "fill";
  readonly retries: number;
  /** Deadline of a well in seconds; null for none. */
  readonly timeoutS: number | null;
}
