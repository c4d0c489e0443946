/** A slot as the watch of memory sees it. */
interface ReportingSlot {
  /** The last report of its well, in the order of all reports of the session; null if it runs none. */
  readonly lastReport: number | null;
  /** Ends the worker, and its well with `WORKER_MEMORY_SHORT`; resolves once the worker is gone. */
  endForMemory(): Promise<void>;
}

/** A watch that goes on. */
export interface MemoryWatch {
  /** Checks now. Resolves when every worker that had to be ended is gone. */
  check(): Promise<void>;
  stop(): void;
}

const PAUSE_MS = 100;

/**
 * Looks every 100 ms whether memory is short, and then ends the worker whose last report is the oldest: the others go on.
 * One at a time, so that the memory of each is back before the next is judged.
 */
export function watchMemory(slots: readonly ReportingSlot[], isShort: () => boolean): MemoryWatch {
  let ending: Promise<void> | null = null;
  const check = async () => {
    if (ending !== null || !isKnownShort(isShort)) return;
    ending = stalest(slots)?.endForMemory() ?? null;
    await ending?.catch(() => undefined);
    ending = null;
  };
  const timer = setInterval(() => void check(), PAUSE_MS);
  timer.unref();
  return { check, stop: () => clearInterval(timer) };
}

/** Memory cannot be measured if a process has no file descriptors left: no worker is ended for that. */
function isKnownShort(isShort: () => boolean): boolean {
  try {
    return isShort();
  } catch {
    return false;
  }
}

function stalest(slots: readonly ReportingSlot[]): ReportingSlot | null {
  const running = slots.filter(({ lastReport }) => lastReport !== null);
  const [oldest = null] = running.toSorted((a, b) => Number(a.lastReport) - Number(b.lastReport));
  return oldest;
}
