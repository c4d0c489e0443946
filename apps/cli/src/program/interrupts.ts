import { once } from "node:events";
import { EXIT, type ExitCode } from "./session.ts";

const EXIT_CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** Ctrl-C and SIGTERM during long work: the first ends it gracefully, the second at once. */
export interface Interrupts {
  /** Aborted by the first signal: end gracefully. */
  readonly signal: AbortSignal;
  /** Resolves with the first signal. */
  readonly interrupted: Promise<void>;
  /** How the program must end because of it; null where nothing came. */
  readonly exitCode: () => ExitCode | null;
  /** Stops listening. */
  readonly release: () => void;
}

/** Listens until released. */
export function listenForInterrupts(): Interrupts {
  const controller = new AbortController();
  const interrupted = once(controller.signal, "abort").then(() => undefined);
  let exitCode: ExitCode | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (exitCode !== null) process.exit(exitCode);
    exitCode = signal === "SIGTERM" ? EXIT_CODES.SIGTERM : EXIT_CODES.SIGINT;
    controller.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    interrupted,
    exitCode: () => exitCode,
    release: () => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
    },
  };
}
