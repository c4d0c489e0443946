import { parentPort } from "node:worker_threads";

/** Hears that something was dropped. */
type Complaint = (text: string) => void;

/**
 * Drops what functions send to the program that runs the plate, which would take it for a message of the worker itself, and
 * says so. Whoever is to send all the same takes hold of the channel before.
 */
export function guardChannel(complain: Complaint): void {
  const drop = (call: string) => complain(`Dropped what was sent by ${call}: nobody listens to functions there`);
  if (process.send !== undefined)
    process.send = (_message: unknown, ...rest: readonly unknown[]): boolean => {
      drop("process.send()");
      const done = rest.find((argument) => typeof argument === "function");
      if (done !== undefined) queueMicrotask(() => (done as (error: null) => void)(null));
      return true;
    };
  if (parentPort !== null) parentPort.postMessage = () => drop("parentPort.postMessage()");
}
