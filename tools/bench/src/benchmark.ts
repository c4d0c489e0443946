/** How a benchmark is to be run. */
export interface BenchmarkSetting {
  /** Fewer rounds and smaller plates: shows that it works, not how fast it is. */
  readonly quick: boolean;
  /** Tells a person what goes on; never part of the result. */
  readonly say: (text: string) => void;
}

/** One question about speed and how it is answered. Asserts nothing about clocks: figures are for reading. */
export interface Benchmark {
  /** What `--only` takes, and the key of the result. */
  readonly name: string;
  readonly summary: string;
  /** Plain JSON; times in ms. */
  readonly run: (setting: BenchmarkSetting) => Promise<object>;
}
