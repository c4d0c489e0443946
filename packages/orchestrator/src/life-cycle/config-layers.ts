import { type ConfigLayer, type ConfigStack, traceConfig } from "@ohcs/compiler";

/** What the command line says, of its sound values. */
export function layerOf(commandLine: ConfigStack["commandLine"] = []): ConfigLayer {
  const { config, values } = traceConfig({ commandLine });
  const said = (["onMissing", "gpu", "retries", "timeoutS"] as const).filter(
    (field) => values[field]?.origin.kind !== "default",
  );
  return Object.fromEntries(said.map((field) => [field, config[field]]));
}

/** The wells of the plate, whatever the command line asks for: what reductions take into account. */
export function populationIn({ commandLine = [], ...stack }: ConfigStack, plateId: string): readonly string[] {
  const others = commandLine.map(({ layer: { wellFilter: _, ...layer }, ...source }) => ({ ...source, layer }));
  return traceConfig({ ...stack, commandLine: others }, plateId).config.wellFilter;
}
