import type { ResolvedConfig } from "@ohcs/context";
import { fail } from "../errors.ts";
import { nearestName } from "../findings/nearest-name.ts";
import { checkValue, type SchemaProblem } from "../schema/check-value.ts";
import { configSchema } from "./config-schema.ts";
import { DEFAULT_CONFIG } from "./default-config.ts";

/** What one source says of the configuration; what it leaves out it inherits. */
export type ConfigLayer = Partial<Omit<ResolvedConfig, "tiff" | "zarr">> & {
  readonly tiff?: Partial<ResolvedConfig["tiff"]>;
  readonly zarr?: Partial<ResolvedConfig["zarr"]>;
};

/**
 * The defaults with `layers` upon them, later ones winning: arrays replace, objects merge, `undefined` inherits.
 * @throws `CONFIG_INVALID` with all problems in its details
 */
export function resolveConfig(...layers: readonly ConfigLayer[]): ResolvedConfig {
  const problems = layers.flatMap((layer) => checkValue(configSchema, layer));
  if (problems.length > 0) throw invalid(problems);
  return Object.freeze(layers.reduce<ResolvedConfig>(merged, DEFAULT_CONFIG));
}

function merged(below: ResolvedConfig, layer: ConfigLayer): ResolvedConfig {
  const { tiff = {}, zarr = {}, ...rest } = layer;
  return {
    ...below,
    ...said(rest),
    tiff: Object.freeze({ ...below.tiff, ...said(tiff) }),
    zarr: Object.freeze({ ...below.zarr, ...said(zarr) }),
  };
}

function said<Layer extends object>(layer: Layer): Layer {
  return Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined)) as Layer;
}

function invalid(problems: readonly SchemaProblem[]): Error {
  const texts = problems.map(({ path, expected, got }) => `'${path.join(".")}': expected ${expected}, got ${got}`);
  const [first] = problems;
  const near = first?.reason === "unknown" ? nearestName(String(first.path.at(-1)), first.known) : null;
  const more = texts.length > 1 ? ` (and ${texts.length - 1} more)` : "";
  return fail("CONFIG_INVALID", `Cannot use configuration value ${texts[0]}${more}`, {
    details: { problems: texts },
    ...(near === null ? {} : { remedy: `Did you mean '${near}'?` }),
  });
}
