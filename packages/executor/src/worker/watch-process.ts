import { Worker } from "node:worker_threads";
import type { MemoryLimits } from "../memory/memory-guard.ts";
import { MEMORY_SHORT_WORDS } from "../protocol.ts";

/** The watch over a worker process. */
export interface ProcessWatch {
  /** Sets whether a well runs: only then may memory end the process. */
  setRunning(isRunning: boolean): void;
}

/**
 * Every 100 ms, in a separate thread because a busy main thread processes no messages: a process whose parent is gone
 * must not keep writing, and one that holds too much while memory is short ends before the machine does. Acting only
 * after `patience` such checks keeps all processes of a run from ending at once. The rule is that of `isMemoryShort`.
 */
const WATCH = `
  const { freemem } = require("node:os");
  const { writeSync } = require("node:fs");
  const { limits, words, patience, running } = require("node:worker_threads").workerData;
  const { ppid } = process;
  const end = () => process.kill(process.pid, "SIGKILL");
  let looks = 0;
  setInterval(() => {
    if (process.ppid !== ppid) end();
    let resident = 0;
    // A process without file descriptors left cannot look; its well reports that.
    try { resident = process.memoryUsage.rss(); } catch {}
    const { ceilingBytes, reserveBytes, allowanceBytes } = limits;
    const isShort = resident > ceilingBytes || (freemem() < reserveBytes && resident > allowanceBytes);
    looks = isShort && Atomics.load(running, 0) === 1 ? looks + 1 : 0;
    if (looks < patience) return;
    try { writeSync(2, words + "\\n"); } catch {}
    end();
  }, 100);
`;

/** Begins to watch. */
export function watchProcess(limits: MemoryLimits, patience: number): ProcessWatch {
  const running = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData = { limits, words: MEMORY_SHORT_WORDS, patience, running };
  new Worker(WATCH, { eval: true, execArgv: [], workerData }).unref();
  return { setRunning: (isRunning) => void Atomics.store(running, 0, isRunning ? 1 : 0) };
}
