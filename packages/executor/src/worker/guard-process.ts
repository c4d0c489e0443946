import { syncBuiltinESMExports } from "node:module";
import { parentPort } from "node:worker_threads";
import { fail } from "../errors.ts";
import { captureConsole } from "./capture-console.ts";
import { Surroundings } from "./surroundings.ts";
import type { WorkerServer } from "./worker-server.ts";

/** Called when a message was dropped. */
type Complaint = (text: string) => void;

/**
 * Keeps what functions do to their process inside the well that runs: exits become errors, stray errors and prints are
 * the well's, messages to the parent are dropped, and what they change for later wells ends with their worker. While no well runs the process behaves as usual. The slot outside notices whatever gets past this.
 */
export function guardProcess(server: WorkerServer): void {
  const reallyExit = process.exit.bind(process);
  process.exit = (code) => {
    if (!server.isRunning) reallyExit(code);
    server.takeExit();
    throw fail("FUNCTION_EXITED", `Cannot exit from a function: got process.exit(${code ?? ""})`, {
      details: { code },
    });
  };
  syncBuiltinESMExports();
  process.on("uncaughtException", (error) => {
    if (!server.takeStray(error)) reallyExit(1);
  });
  guardChannel((text) => server.print("warn", text));
  captureConsole((level, text) => server.print(level, text));
  capture(process.stdout, (text) => server.print("info", text));
  capture(process.stderr, (text) => server.print("error", text));
  server.keep(new Surroundings({ withConsole: true }));
}

function capture(stream: NodeJS.WriteStream, print: (text: string) => void): void {
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const text = typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
    print(text.replace(/\n$/, ""));
    const done = rest.find((argument) => typeof argument === "function");
    if (done !== undefined) queueMicrotask(() => (done as () => void)());
    return true;
  };
}

/**
 * Drops messages from functions to the program that runs the plate, which would treat them as messages of the worker,
 * and logs this. Code that may send keeps a reference to the channel before.
 */
function guardChannel(complain: Complaint): void {
  const drop = (call: string) => complain(`Dropped what was sent by ${call}: functions cannot send messages there`);
  if (process.send !== undefined)
    process.send = (_message: unknown, ...rest: readonly unknown[]): boolean => {
      drop("process.send()");
      const done = rest.find((argument) => typeof argument === "function");
      if (done !== undefined) queueMicrotask(() => (done as (error: null) => void)(null));
      return true;
    };
  if (parentPort !== null) parentPort.postMessage = () => drop("parentPort.postMessage()");
}
