import { resolve } from "node:path";
import type { ConfigLayer } from "@ohcs/compiler";
import type { JobValues } from "./job-values.ts";

/** What the command line says of the configuration: `--set` first, so that an option of its own wins over it. */
export function configLayer(values: JobValues, directory: string): ConfigLayer {
  const { set, workers, wells, timeout, retries, backend, ngff } = values;
  const assigned = set.reduce<Members>((layer, { path, value }) => assignedAt(layer, path, value), {});
  const { outputFolder } = assigned;
  const folder = typeof outputFolder === "string" ? { outputFolder: resolve(directory, outputFolder) } : {};
  const zarr = ngff === undefined ? {} : { zarr: { ...membersAt(assigned, "zarr"), ngffVersion: ngff } };
  const own = { numWorkers: workers, wellFilter: wells, timeoutS: timeout, retries, materializationBackend: backend };
  return { ...assigned, ...folder, ...zarr, ...given(own) };
}

interface Members {
  readonly [key: string]: unknown;
}

function assignedAt(members: Members, [key = "", ...rest]: readonly string[], value: unknown): Members {
  if (rest.length === 0) return { ...members, [key]: value };
  return { ...members, [key]: assignedAt(membersAt(members, key), rest, value) };
}

function membersAt(members: Members, key: string): Members {
  const below = members[key];
  return isMembers(below) ? below : {};
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function given(layer: { readonly [Key in keyof ConfigLayer]: ConfigLayer[Key] | undefined }): ConfigLayer {
  return Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined));
}
