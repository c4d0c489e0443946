import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { ConfigSource } from "@ohcs/compiler";
import { absoluteChoice } from "../modules/module-name.ts";

const MODULES = ["materializationBackend", "intermediateBackend", "sourceBackend", "runner", "handler"] as const;
const PATHS = ["outputFolder", "plateMap"] as const;

/** Defaults that depend on the machine: a worker for each core. */
export function machineSource(): ConfigSource {
  return { layer: { numWorkers: availableParallelism() }, origin: { kind: "machine" } };
}

/** The source with the files and folders that it names made absolute: they are relative to `folder`. */
export function configBelow(source: ConfigSource, folder: string): ConfigSource {
  const { layer } = source;
  // An invalid layer is left unchanged: it is reported when the layers are merged.
  if (typeof layer !== "object" || layer === null) return source;
  const chosen = MODULES.flatMap((name) =>
    Object.hasOwn(layer, name) ? [[name, absoluteChoice(layer[name], folder)]] : [],
  );
  const places = PATHS.flatMap((name) => {
    const path: unknown = Object.hasOwn(layer, name) ? layer[name] : undefined;
    return typeof path === "string" && path !== "" ? [[name, resolve(folder, path)]] : [];
  });
  return { ...source, layer: { ...layer, ...Object.fromEntries([...chosen, ...places]) } };
}
