import type { Diagnostic } from "@ohcs/context";
import { Findings, nearestName } from "../findings/findings.ts";
import { CONFIG_FIELDS } from "./config-fields.ts";
import { type ConfigSource, fieldSource } from "./config-source.ts";
import { readConfigText } from "./read-config-text.ts";

/** Configuration sources from the environment, one per variable, and variables that are probably misspelt. */
export interface EnvironmentSources {
  readonly sources: readonly ConfigSource[];
  readonly diagnostics: readonly Diagnostic[];
}

const PREFIX = "OHCS_";

/**
 * Reads the variables that name a field: `OHCS_ZARR__LEVEL` is `zarr.level`, `OHCS_NUM_WORKERS` is `numWorkers`. An
 * empty one is ignored. Other variables that begin with `OHCS_` are ignored; if one differs from the name of a field in
 * only a few letters, that is a warning.
 */
export function environmentSources(variables: Readonly<Record<string, string | undefined>>): EnvironmentSources {
  const findings = new Findings();
  for (const name of Object.keys(variables).toSorted()) reportMisspelt(name, findings);
  const sources = CONFIG_FIELDS.flatMap(({ path, variable, schema }): readonly ConfigSource[] => {
    const text = variables[variable];
    if (text === undefined || text === "") return [];
    return [fieldSource(path, readConfigText(schema, text), { kind: "environment", name: variable })];
  });
  return { sources, diagnostics: findings.all };
}

function reportMisspelt(name: string, findings: Findings): void {
  const known = CONFIG_FIELDS.map(({ variable }) => variable.slice(PREFIX.length));
  const own = name.slice(PREFIX.length);
  if (!name.startsWith(PREFIX) || known.includes(own)) return;
  const near = nearestName(own, known);
  if (near === null) return;
  findings.warning({
    code: "CONFIG_VARIABLE_UNKNOWN",
    message: `Cannot use variable '${name}': no configuration field has this name`,
    where: { config: name },
    expected: `'${PREFIX}${near}'`,
    got: `'${name}'`,
    hint: `Did you mean '${PREFIX}${near}'?`,
  });
}
