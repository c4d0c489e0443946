import type { LogLevel } from "@ohcs/context";

/** Called with what is printed. */
type PrintListener = (level: LogLevel, text: string) => void;

const METHODS = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const;

/** Those who listen, the latest last; while there are any, the console prints to them only. */
const listeners: PrintListener[] = [];
let originals: Partial<Record<keyof typeof METHODS, (...values: unknown[]) => void>> = {};

/**
 * Sends what goes through the global console to `listen`, until the function returned is called. A console does not
 * identify the caller: the last listener receives everything.
 */
export function captureConsole(listen: PrintListener): () => void {
  if (listeners.length === 0) replaceMethods();
  listeners.push(listen);
  return () => {
    const index = listeners.indexOf(listen);
    if (index >= 0) listeners.splice(index, 1);
    if (listeners.length === 0) Object.assign(globalThis.console, originals);
  };
}

function replaceMethods(): void {
  const { console } = globalThis;
  originals = { debug: console.debug, log: console.log, info: console.info, warn: console.warn, error: console.error };
  for (const [method, level] of Object.entries(METHODS))
    Object.assign(console, { [method]: (...values: unknown[]) => listeners.at(-1)?.(level, printed(values)) });
}

function printed(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? value : shown(value))).join(" ");
}

function shown(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
