import type { OhcsError } from "@ohcs/context";
import { fail } from "../errors.ts";
import { MEMORY_SHORT_WORDS, type WorkerReply } from "../protocol.ts";
import type { PassedDeadline } from "./watch-deadlines.ts";
import type { WorkerExit } from "./worker-handle.ts";

/** The ways in which a well can end, seen from outside its worker. */
export type SlotEnd =
  | { readonly end: "reply"; readonly reply: WorkerReply }
  | { readonly end: "crash"; readonly error: unknown; readonly exit: WorkerExit | null }
  | { readonly end: "exit"; readonly exit: WorkerExit }
  | PassedDeadline
  | { readonly end: "memory" }
  | { readonly end: "hung"; readonly ms: number }
  | { readonly end: "closed" }
  | { readonly end: "notBegun" };

const ENDS_OF_WORKERS: ReadonlySet<SlotEnd["end"]> = new Set(["exit", "crash", "hung"]);

/**
 * Did the well end because its run was cancelled? What cancels a run may end its workers, too: a system that shuts down, or
 * who ends all processes of a group.
 */
export function isCancelled({ end }: SlotEnd, signal: AbortSignal): boolean {
  return end === "closed" || end === "notBegun" || (signal.aborted && ENDS_OF_WORKERS.has(end));
}

/** The error of a well that was cancelled. */
export function cancelledError(end: SlotEnd): OhcsError {
  if (end.end === "closed" || end.end === "notBegun") return endError(end);
  const message = "Cannot finish the well: its worker ended after the run was cancelled";
  return fail("WELL_CANCELLED", message, { cause: endError(end) });
}

/** Why a well has no result of its own. */
export function endError(end: SlotEnd): OhcsError {
  if (end.end === "deadline") return timedOut(end);
  if (end.end === "memory") return memoryShort();
  if (end.end === "hung") return neverOpened(end.ms);
  if (end.end === "closed") return fail("WELL_CANCELLED", "Cannot finish the well: its worker was ended with the run");
  if (end.end === "notBegun") return fail("WELL_CANCELLED", "Cannot begin the well: the run was cancelled");
  if (end.end === "crash" && isHeapCode(end.error)) return outOfMemory(end.error);
  if (end.end === "reply") return fail("WORKER_EXITED", "Cannot use the worker's answer: expected a result, got none");
  return exited(end.exit, end.end === "crash" ? end.error : undefined);
}

function timedOut({ ms, step }: PassedDeadline): OhcsError {
  const details = { deadlineMs: ms };
  if (step === null)
    return fail("WELL_TIMEOUT", `Cannot wait for the well any longer: expected its end within ${ms} ms`, { details });
  const message = `Cannot wait for step '${step.name}' any longer: expected its end within ${ms} ms`;
  return fail("STEP_TIMEOUT", message, { details: { ...details, step } });
}

function neverOpened(ms: number): OhcsError {
  const message = `Cannot open the device: expected the GPU's answer within ${ms} ms, got none, and a process that is blocked`;
  return fail("GPU_HUNG", message);
}

function exited(exit: WorkerExit | null, cause: unknown): OhcsError {
  if (exit !== null && /heap out of memory/i.test(exit.lastWords)) return outOfMemory(cause);
  if (exit?.lastWords.includes(MEMORY_SHORT_WORDS)) return memoryShort();
  const how = exit === null ? "a crash" : exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
  return fail("WORKER_EXITED", `Cannot finish the well: expected its worker to live, got ${how}`, {
    details: { code: exit?.code ?? null, signal: exit?.signal ?? null },
    // A kill comes from outside, most often from a kernel short of memory: another attempt may well succeed.
    retryable: exit?.signal === "SIGKILL",
    cause,
  });
}

function memoryShort(): OhcsError {
  return fail("WORKER_MEMORY_SHORT", "Cannot finish the well: its worker was ended because memory ran short", {
    // Beside fewer other wells, or other programs, another attempt may well succeed.
    retryable: true,
  });
}

function isHeapCode(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function outOfMemory(cause: unknown): OhcsError {
  return fail("WORKER_OUT_OF_MEMORY", "Cannot finish the well: the heap of its worker is exhausted", { cause });
}
