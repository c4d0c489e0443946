import type { Diagnostic } from "@ohcs/context";
import { Findings } from "../findings/findings.ts";
import { checkValue } from "../schema/check-value.ts";
import { isMembers, type SchemaNode } from "../schema/schema-node.ts";
import type { ConfigLayer, ConfigSource } from "./config-source.ts";
import { reportConfigProblem } from "./report-config-problem.ts";

/** The layers of a configuration file: for every plate, and for plates by name. */
export interface ConfigFileSources {
  readonly global: readonly ConfigSource[];
  readonly plates: Readonly<Record<string, ConfigSource>>;
  /** Problems with the file's structure; values are checked when the layers are merged. */
  readonly diagnostics: readonly Diagnostic[];
}

const fileShape: SchemaNode = { type: "object", properties: { plates: { type: "object" } } };

/** Splits the contents of a configuration file into its layers. `value` is the parsed file, of any type. */
export function configFileSources(file: string, value: unknown): ConfigFileSources {
  const findings = new Findings();
  const origin = { kind: "file", file, path: "" } as const;
  for (const problem of checkValue(fileShape, value)) reportConfigProblem(problem, origin, findings);
  const { $schema: _, plates, ...layer } = isMembers(value) ? value : {};
  const sections = Object.entries(isMembers(plates) ? plates : {}).map(([name, section]) => {
    const source: ConfigSource = { layer: section as ConfigLayer, origin: { ...origin, path: `plates.${name}` } };
    return [name, source] as const;
  });
  return {
    global: isMembers(value) ? [{ layer: layer as ConfigLayer, origin }] : [],
    plates: Object.fromEntries(sections),
    diagnostics: findings.all,
  };
}
