import type { PipelineSpec } from "@ohcs/context";
import { presets } from "@ohcs/functions/presets";
import { fail } from "../errors.ts";
import { didYouMean } from "./nearest-names.ts";

/** The built-in pipeline of this name. @throws `PRESET_UNKNOWN` with the nearest names */
export function presetNamed(name: string): PipelineSpec {
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset !== undefined) return preset;
  const known = Object.keys(presets);
  const message = `Cannot find preset: expected one of '${known.join("', '")}', got '${name}'`;
  throw fail("PRESET_UNKNOWN", message, {
    details: { name, known },
    remedy: didYouMean(name, known) ?? "'ohcs presets' lists them.",
  });
}
