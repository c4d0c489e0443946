import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { parsePipeline } from "@ohcs/compiler";
import type { PipelineSpec } from "@ohcs/context";
import { presets } from "@ohcs/functions/presets";
import { didYouMean } from "../catalogue/nearest-names.ts";
import { presetNamed } from "../catalogue/preset-named.ts";
import { fail } from "../errors.ts";
import { absoluteChoice } from "../modules/module-name.ts";
import { type LoadedPipeline, linkUserFunctions } from "./link-user-functions.ts";
import { loadModule } from "./load-module.ts";

const PRESET = "preset:";

/**
 * Reads the pipeline that the user named: `preset:NAME`, or a .json, .yaml, .ts or .js file relative to `directory`.
 * @throws `PRESET_UNKNOWN`, `PIPELINE_NOT_FOUND`, `PIPELINE_FORMAT_UNKNOWN`, `PIPELINE_EXPORT_INVALID`,
 * `USER_MODULE_INVALID`, `USER_EXPORT_MISSING`
 */
export async function loadPipeline(named: string, directory: string): Promise<LoadedPipeline> {
  if (named.startsWith(PRESET))
    return { pipeline: presetNamed(named.slice(PRESET.length)), diagnostics: [], modules: [], folder: directory };
  const file = resolve(directory, named);
  const loaded = await readByFormat(file, await textOf(file, named));
  return loaded.pipeline === null ? loaded : linked(loaded, loaded.pipeline);
}

/** The same for a pipeline that is at hand; files that it names are relative to `folder`. @throws what `loadPipeline` throws */
export async function linkPipeline(pipeline: PipelineSpec, folder: string): Promise<LoadedPipeline> {
  const loaded = { pipeline, diagnostics: [], modules: [], folder };
  return isPipeline(pipeline) ? linked(loaded, pipeline) : loaded;
}

function linked(loaded: LoadedPipeline, pipeline: PipelineSpec): Promise<LoadedPipeline> {
  return linkUserFunctions(loaded, withAbsoluteBackends(pipeline, loaded.folder));
}

/** Backends that steps name by a file are relative to the pipeline. */
function withAbsoluteBackends(pipeline: PipelineSpec, folder: string): PipelineSpec {
  const steps = pipeline.steps.map((step) =>
    typeof step === "object" && step !== null && "materialize" in step
      ? ({ ...step, materialize: absoluteChoice(step.materialize, folder) } as typeof step)
      : step,
  );
  return { ...pipeline, steps };
}

async function textOf(file: string, named: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const message = `Cannot read pipeline: expected a file, got '${named}'`;
    const remedy = await suggestFile(file, named);
    throw fail("PIPELINE_NOT_FOUND", message, { cause, details: { file }, ...(remedy === null ? {} : { remedy }) });
  }
}

async function readByFormat(file: string, text: string): Promise<LoadedPipeline> {
  const folder = dirname(file);
  switch (extname(file).toLowerCase()) {
    case ".json":
      return readText(text, "json", file);
    case ".yaml":
    case ".yml":
      return readText(text, "yaml", file);
    case ".ts":
    case ".mts":
    case ".js":
    case ".mjs":
      return readModule(file, folder);
    default:
      throw fail(
        "PIPELINE_FORMAT_UNKNOWN",
        `Cannot read pipeline '${file}': expected .ts, .js, .json or .yaml, got '${extname(file)}'`,
        { details: { file } },
      );
  }
}

/** A list of steps goes on to the compiler, which reports what is wrong with its shape together with everything else. */
function readText(text: string, format: "json" | "yaml", file: string): LoadedPipeline {
  const folder = dirname(file);
  const { pipeline, value, diagnostics } = parsePipeline(text, format, file);
  if (pipeline === null && isPipeline(value)) return { pipeline: value, diagnostics: [], modules: [], folder };
  return { pipeline, diagnostics, modules: [], folder };
}

async function readModule(file: string, folder: string): Promise<LoadedPipeline> {
  const module = await loadModule(file);
  const pipeline = module.exports.default;
  if (isPipeline(pipeline)) return { pipeline, diagnostics: [], modules: [module], folder };
  throw fail(
    "PIPELINE_EXPORT_INVALID",
    `Cannot use pipeline '${file}': expected a default export with 'name' and 'steps', got '${typeof pipeline}'`,
    { details: { file } },
  );
}

/** Only enough to recognize a pipeline; the compiler checks the rest. */
function isPipeline(value: unknown): value is PipelineSpec {
  return typeof value === "object" && value !== null && "steps" in value && Array.isArray(value.steps);
}

/** What a file that is not there could have meant: a preset without its prefix, or a file beside. */
async function suggestFile(file: string, named: string): Promise<string | null> {
  if (Object.hasOwn(presets, named)) return `Did you mean 'preset:${named}'?`;
  const beside = await readdir(dirname(file)).catch(() => []);
  const folder = dirname(named);
  return didYouMean(named, [
    ...beside.filter((name) => name !== basename(file)).map((name) => join(folder, name)),
    ...Object.keys(presets).map((name) => `preset:${name}`),
  ]);
}
