import type { FailureMode } from "@ohcs/context";

/** The runners of this package. */
export type RunnerName = "inline" | "threads" | "processes";

/** How a well is made to fail: by the function that it calls, or by what it finds around it. */
export type Injection =
  | { readonly by: "function"; readonly call: string; readonly wellS?: number; readonly stepS?: number }
  | { readonly by: "truncatedImage" | "fullDisk" | "deniedFolder" | "missingModule" | "damagedContext" };

/** What becomes of a failure: the code of its well's error, or how the program that runs the plate ends with it. */
export type Outcome = { readonly code: string } | { readonly ends: Ending };

/** How a program ends: with an exit code, by a signal, or never. */
export type Ending = number | NodeJS.Signals | "never";

/** One failure, and what becomes of it in each runner. */
export interface FailureRow {
  readonly failure: string;
  /** The mode that covers it; null for what every runner contains, whatever it states. */
  readonly mode: FailureMode | null;
  readonly injection: Injection;
  readonly outcomes: Readonly<Record<RunnerName, Outcome>>;
}

const LIMIT_S = 2.5;
const everywhere = (code: string) => ({ inline: { code }, threads: { code }, processes: { code } });
const inWorkers = (ends: Ending, code: string) =>
  ({ inline: { ends }, threads: { code }, processes: { code } }) as const;
const inProcesses = (ends: NodeJS.Signals) =>
  ({ inline: { ends }, threads: { ends }, processes: { code: "WORKER_EXITED" } }) as const;
const calling = (call: string, limits = {}): Injection => ({ by: "function", call, ...limits });

/** Every way to fail, and what each runner makes of it. */
export const FAILURES: readonly FailureRow[] = [
  row("a function throws", "throw", calling("throws"), everywhere("FUNCTION_FAILED")),
  row(
    "a function rejects with a text, not an error",
    "rejection",
    calling("rejectsText"),
    everywhere("FUNCTION_FAILED"),
  ),
  row("an image is truncated", "io", { by: "truncatedImage" }, everywhere("IMAGE_TRUNCATED")),
  row("the disk is full", "io", { by: "fullDisk" }, everywhere("STORAGE_FULL")),
  row("the folder cannot be written", "io", { by: "deniedFolder" }, everywhere("STORAGE_DENIED")),
  row("an array buffer is refused", "arrayBuffer", calling("asksTooMuch"), everywhere("FUNCTION_FAILED")),
  row("a module is missing", null, { by: "missingModule" }, everywhere("MODULE_NOT_FOUND")),
  row("a context is damaged on its way", null, { by: "damagedContext" }, everywhere("CONTEXT_CORRUPT")),
  row("`process.exit(0)`", "exit", calling("exitsZero"), inWorkers(0, "FUNCTION_EXITED")),
  row("`process.exit(3)`", "exit", calling("exits"), inWorkers(3, "FUNCTION_EXITED")),
  row("`process.exit(3)` in a timer", "exit", calling("exitsLater"), inWorkers(3, "FUNCTION_EXITED")),
  row("`process.reallyExit(5)`", "exit", calling("exitsReally"), inWorkers(5, "WORKER_EXITED")),
  row("an error thrown in a timer", "exit", calling("strays"), inWorkers(1, "FUNCTION_STRAY_ERROR")),
  row("an unhandled rejection", "exit", calling("rejectsAstray"), inWorkers(1, "FUNCTION_STRAY_ERROR")),
  row("an endless loop", "endlessLoop", calling("loops", { wellS: LIMIT_S }), inWorkers("never", "WELL_TIMEOUT")),
  row(
    "an endless loop in a step with a limit",
    "endlessLoop",
    calling("loops", { stepS: LIMIT_S }),
    inWorkers("never", "STEP_TIMEOUT"),
  ),
  row(
    "a promise that never settles",
    "endlessLoop",
    calling("hangs", { wellS: LIMIT_S }),
    // Node gives up where nothing is left that could settle it.
    inWorkers(13, "WELL_TIMEOUT"),
  ),
  row("an exhausted heap", "heap", calling("fillsHeap"), inWorkers("SIGABRT", "WORKER_OUT_OF_MEMORY")),
  row("`process.abort()`", "abort", calling("aborts"), {
    inline: { ends: "SIGABRT" },
    // Node refuses it in a thread.
    threads: { code: "FUNCTION_FAILED" },
    processes: { code: "WORKER_EXITED" },
  }),
  row("a native abort", "abort", calling("abortsNatively"), inProcesses("SIGABRT")),
  row("SIGKILL", "kill", calling("killsItself"), inProcesses("SIGKILL")),
];

function row(
  failure: string,
  mode: FailureMode | null,
  injection: Injection,
  outcomes: FailureRow["outcomes"],
): FailureRow {
  return { failure, mode, injection, outcomes };
}

/** The table as the README shows it. */
export function failureTable(): readonly string[] {
  const cells = ({ failure, outcomes: { inline, threads, processes } }: FailureRow) => [
    failure,
    ...[inline, threads, processes].map((outcome) => ("code" in outcome ? "yes" : "–")),
  ];
  return FAILURES.map((one) => `| ${cells(one).join(" | ")} |`);
}
