import { resolve } from "node:path";
import type { ConfigLayer } from "@ohcs/compiler";
import type { JobValues } from "./job-values.ts";

/** What the command line says of the configuration: `--set` first, so that an option of its own wins over it. */
export function configLayer({ set, workers, wells, timeout, retries }: JobValues, directory: string): ConfigLayer {
  const assigned = set.reduce<Members>((layer, { path, value }) => assignedAt(layer, path, value), {});
  const { outputFolder } = assigned;
  const folder = typeof outputFolder === "string" ? { outputFolder: resolve(directory, outputFolder) } : {};
  return { ...assigned, ...folder, ...given({ numWorkers: workers, wellFilter: wells, timeoutS: timeout, retries }) };
}

interface Members {
  readonly [key: string]: unknown;
}

function assignedAt(members: Members, [key = "", ...rest]: readonly string[], value: unknown): Members {
  if (rest.length === 0) return { ...members, [key]: value };
  const below = members[key];
  return { ...members, [key]: assignedAt(isMembers(below) ? below : {}, rest, value) };
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function given(layer: { readonly [Key in keyof ConfigLayer]: ConfigLayer[Key] | undefined }): ConfigLayer {
  return Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined));
}
