import { frozenFromJson, type ResolvedConfig } from "@ohcs/context";
import type { Map as ImmutableMap } from "immutable";
import { plainJson } from "./plain-json.ts";

/** The part of the configuration that can change a result, or bounds it. */
export function relevantConfig({
  subDir,
  tiff,
  onMissing,
  retries,
  timeoutS,
}: ResolvedConfig): ImmutableMap<string, unknown> {
  const relevant = { subDir, tiff, onMissing, retries, timeoutS };
  return frozenFromJson(plainJson(relevant), "config") as ImmutableMap<string, unknown>;
}
