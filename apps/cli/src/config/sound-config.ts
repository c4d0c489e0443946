import { type TracedConfig, traceConfig } from "@ohcs/compiler";
import { compileFailed } from "ohcs/settings";
import type { ConfigFlags } from "../commands/command-options.ts";
import { loadConfig } from "./load-config.ts";

/** The configuration of a plate, or of none, without a mistake in any of its sources. @throws `COMPILE_FAILED` with all of them */
export async function soundConfig(
  flags: Partial<ConfigFlags>,
  directory: string,
  plateId: string | null,
): Promise<TracedConfig> {
  const { stack, diagnostics: notices } = await loadConfig(flags, directory);
  const traced = traceConfig(stack, plateId);
  const errors = [...notices, ...traced.diagnostics].filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw compileFailed(errors, "use the configuration");
  return traced;
}
