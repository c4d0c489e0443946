/** Options of a benchmark run. */
export interface BenchmarkSetting {
  /** Fewer rounds and smaller plates: shows that it works, not how fast it is. */
  readonly quick: boolean;
  /** Reports progress to the user; never part of the result. */
  readonly say: (text: string) => void;
}

/** One question about speed and how it is answered. Asserts nothing about times: figures are for reading. */
export interface Benchmark {
  /** The value for `--only`, and the key of the result. */
  readonly name: string;
  readonly summary: string;
  /** Plain JSON; times in ms. `folder` is empty, and removed afterwards. */
  readonly run: (setting: BenchmarkSetting, folder: string) => Promise<object>;
}
