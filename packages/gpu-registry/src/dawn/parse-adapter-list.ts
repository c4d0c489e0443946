import type { ListedAdapter } from "../provider/gpu-provider.ts";

const LINE = /^ \* backend: '(?<backend>[^']*)', name: '(?<name>.*)'$/gm;

/** The adapters that Dawn lists in the error about one that does not exist; equal ones are counted. */
export function parseAdapterList(message: string): readonly ListedAdapter[] {
  const counted = new Map<string, ListedAdapter>();
  for (const { groups } of message.matchAll(LINE)) {
    const { backend = "", name = "" } = groups ?? {};
    const key = JSON.stringify([backend, name]);
    counted.set(key, { name, backend, copies: (counted.get(key)?.copies ?? 0) + 1 });
  }
  return [...counted.values()];
}
