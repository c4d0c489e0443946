import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type ConfigSource, type ConfigStack, configFileSources, environmentSources } from "@ohcs/compiler";
import type { Diagnostic } from "@ohcs/context";
import { configBelow, machineSource } from "ohcs/settings";
import type { ConfigFlags } from "../commands/command-options.ts";
import { commandLineSources } from "./command-line-sources.ts";
import { configProblem, readConfigFile } from "./read-config-file.ts";

/** Every name that a configuration file may have. */
const CONFIG_FILE_NAMES = ["yaml", "yml", "json", "ts", "js", "mjs"].map((format) => `ohcs.config.${format}`);

/** Configuration files of the nearest folder that has any, from `directory` upwards, by absolute path; several are one too many. */
async function findConfigFiles(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  const found = names.filter((name) => CONFIG_FILE_NAMES.includes(name)).toSorted();
  if (found.length > 0) return found.map((name) => join(directory, name));
  const above = dirname(directory);
  return above === directory ? [] : findConfigFiles(above);
}

/** Everything that says something of the configuration, and what could not be read of it. */
export interface LoadedConfig {
  readonly stack: ConfigStack;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute path of the file that was read; null where there is none. */
  readonly file: string | null;
}

/**
 * Gathers the layers: this machine, the nearest file from `directory` upwards, the environment, the command line. Paths
 * are relative to what names them: the file's folder, or `directory`.
 */
export async function loadConfig(
  flags: Partial<ConfigFlags>,
  directory: string,
  variables = process.env,
): Promise<LoadedConfig> {
  const files = await findConfigFiles(directory);
  const [file = null] = files;
  const read = file === null ? NO_FILE : await fileSources(files, file);
  const environment = environmentSources(variables);
  const below = (folder: string) => (source: ConfigSource) => configBelow(source, folder);
  const besideFile = below(file === null ? directory : dirname(file));
  const plates = Object.entries(read.plates).map(([name, source]) => [name, besideFile(source)] as const);
  return {
    stack: {
      global: [machineSource(), ...read.global.map(besideFile), ...environment.sources.map(below(directory))],
      plates: Object.fromEntries(plates),
      commandLine: commandLineSources(flags).map(below(directory)),
    },
    diagnostics: [...read.diagnostics, ...environment.diagnostics],
    file,
  };
}

const NO_FILE: ReturnType<typeof configFileSources> = { global: [], plates: {}, diagnostics: [] };

async function fileSources(files: readonly string[], file: string): Promise<typeof NO_FILE> {
  if (files.length > 1) return { ...NO_FILE, diagnostics: [ambiguous(files, file)] };
  const { value, diagnostics } = await readConfigFile(file);
  const sources = configFileSources(file, value);
  return { ...sources, diagnostics: [...diagnostics, ...sources.diagnostics] };
}

function ambiguous(files: readonly string[], file: string): Diagnostic {
  const examples = files.map((one) => basename(one));
  const got = examples.map((name) => `'${name}'`).join(" and ");
  return configProblem("CONFIG_AMBIGUOUS", file, { expected: "one file in a folder", got, examples });
}
