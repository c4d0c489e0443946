import type { ResolvedConfig } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { ConfigLayer } from "./config-source.ts";
import { traceConfig } from "./trace-config.ts";

/**
 * The defaults overridden by `layers`, in order: arrays replace, objects merge, `undefined` inherits.
 * @throws `CONFIG_INVALID` with all problems in its details
 */
export function resolveConfig(...layers: readonly ConfigLayer[]): ResolvedConfig {
  const { config, diagnostics } = traceConfig({ global: layers.map((layer) => ({ layer })) });
  const [first] = diagnostics;
  if (first === undefined) return config;
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : "";
  throw fail("CONFIG_INVALID", `${first.message}${more}`, {
    details: { problems: diagnostics.map(({ message }) => message) },
    ...(first.hint === null ? {} : { remedy: first.hint }),
  });
}
