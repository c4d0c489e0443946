/** A signal that is waited for. */
interface AbortWait {
  /** Resolves once the signal is aborted. */
  readonly aborted: Promise<void>;
  /** Ends the waiting: nothing is left behind at a signal that outlives the one who waits. */
  readonly stop: () => void;
}

/** Waits until `signal` aborts. */
export function whenAborted(signal: AbortSignal): AbortWait {
  let resolve: () => void = () => undefined;
  const aborted = new Promise<void>((done) => {
    resolve = done;
  });
  if (signal.aborted) resolve();
  signal.addEventListener("abort", resolve, { once: true });
  return { aborted, stop: () => signal.removeEventListener("abort", resolve) };
}
