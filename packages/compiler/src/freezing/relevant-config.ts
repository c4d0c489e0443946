import { type ContextConfig, contextConfigFromJson, type ResolvedConfig } from "@ohcs/context";
import { plainJson } from "./plain-json.ts";

/** The part of the configuration that can change a result, or bounds it. */
export function relevantConfig({ subDir, tiff, onMissing, retries, timeoutS }: ResolvedConfig): ContextConfig {
  return contextConfigFromJson(plainJson({ subDir, tiff, onMissing, retries, timeoutS }));
}
