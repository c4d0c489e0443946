import type { DispatchEvent, WellResult, WidthReason, WorkerEvent } from "@ohcs/context";
import type { RunSettings } from "../run-settings.ts";
import { decideWidth, fittingWidth } from "./decide-width.ts";

/** Within what bounds the width may move. */
interface WidthOptions {
  readonly maximum: number;
  /** What all wells together may hold; null for no limit. */
  readonly budgetBytes: number | null;
  /** Expected memory of a well; null if unknown. */
  readonly expectedBytes: number | null;
  /** Without it the width is the maximum for good. */
  readonly adapts: boolean;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  readonly onChange: (change: { readonly from: number; readonly to: number; readonly reason: WidthReason }) => void;
}

/** Watches wells end, and says how many may run at the same time and what each of them may hold. */
export class WidthControl {
  readonly #options: WidthOptions;
  readonly #rates = new Map<number, number>();
  /** Heap and buffers of each worker, by its last report. */
  readonly #reports = new Map<string, number>();
  readonly #running = new Map<string, { readonly worker: string; readonly shareBytes: number | null }>();
  #width: number;
  #ended = 0;
  #since: number;
  #wellBytes = 0;

  constructor(options: WidthOptions) {
    const { maximum, budgetBytes, expectedBytes, adapts, now } = options;
    this.#options = options;
    this.#width = adapts ? fittingWidth({ maximum, budgetBytes, wellBytes: expectedBytes ?? 0 }) : maximum;
    this.#since = now();
  }

  get width(): number {
    return this.#width;
  }

  /** Do fewer wells run at the same time than might? */
  get isNarrowed(): boolean {
    return this.#width < this.#options.maximum;
  }

  /** What a well that starts now may hold; null for no limit. */
  get shareBytes(): number | null {
    const { budgetBytes } = this.#options;
    return budgetBytes === null ? null : Math.floor(budgetBytes / this.#width);
  }

  started(well: string, worker: string): void {
    this.#running.set(well, { worker, shareBytes: this.shareBytes });
  }

  receive(event: WorkerEvent): void {
    if (event.type !== "stepFinished") return;
    const running = this.#running.get(event.well);
    const { heapBytes, arrayBufferBytes } = event.memory;
    if (running !== undefined) this.#reports.set(running.worker, (heapBytes ?? 0) + (arrayBufferBytes ?? 0));
  }

  /** A well has ended. Returns whether it is to be run again because it may hold more now than when it was refused. */
  ended(result: WellResult): boolean {
    const neededBytes = refusedBytes(result);
    const shareBytes = this.#running.get(result.wellId)?.shareBytes ?? null;
    this.#running.delete(result.wellId);
    this.#ended++;
    this.#wellBytes = Math.max(this.#wellBytes, result.peakBytes, neededBytes ?? 0);
    this.#rates.set(this.#width, (1000 * this.#ended) / Math.max(1, this.#options.now() - this.#since));
    if (this.#options.adapts) this.#decide(neededBytes !== null);
    return neededBytes !== null && shareBytes !== null && (this.shareBytes ?? 0) > shareBytes;
  }

  #decide(refused: boolean): void {
    const { maximum, budgetBytes, now, onChange } = this.#options;
    const from = this.#width;
    const decision = decideWidth({
      width: from,
      maximum,
      budgetBytes,
      refused,
      ended: this.#ended,
      rates: this.#rates,
      wellBytes: this.#wellBytes,
      workerBytes: [...this.#reports.values()].reduce((sum, bytes) => sum + bytes, 0),
    });
    if (decision === null) return;
    this.#width = decision.width;
    this.#ended = 0;
    this.#since = now();
    this.#reports.clear();
    onChange({ from, to: decision.width, reason: decision.reason });
  }
}

/** What a run says of memory and width. */
interface WidthSettings extends Pick<RunSettings, "memoryBudgetBytes" | "adaptWidth"> {
  readonly expectedWellBytes?: number | null;
}

/** The settings with defaults where nothing was said. */
export function completeWidth({
  memoryBudgetBytes = null,
  expectedWellBytes = null,
  adaptWidth = memoryBudgetBytes !== null,
}: WidthSettings): Required<WidthSettings> {
  return { memoryBudgetBytes, expectedWellBytes, adaptWidth };
}

/** The control of a run on `maximum` workers; each change becomes an event. */
export function controlWidth(
  settings: WidthSettings,
  maximum: number,
  events: { readonly emit: (event: DispatchEvent) => void },
): WidthControl {
  const { memoryBudgetBytes, expectedWellBytes, adaptWidth } = completeWidth(settings);
  return new WidthControl({
    maximum,
    budgetBytes: memoryBudgetBytes,
    expectedBytes: expectedWellBytes,
    adapts: adaptWidth,
    now: () => performance.now(),
    onChange: (change) => events.emit({ type: "widthChanged", ...change }),
  });
}

/** What a well needed when it was refused; null where it was not. */
function refusedBytes({ error }: WellResult): number | null {
  if (error?.code !== "WELL_MEMORY_EXCEEDED") return null;
  const { neededBytes } = error.details as { readonly neededBytes?: unknown };
  return typeof neededBytes === "number" ? neededBytes : 0;
}
