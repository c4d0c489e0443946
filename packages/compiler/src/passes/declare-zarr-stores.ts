import type { Diagnostic, ResolvedConfig } from "@ohcs/context";
import { Findings } from "../findings/findings.ts";

/** The zarr stores whose skeletons must stand before the first well runs. */
export interface ZarrStores {
  readonly stores: readonly never[];
  readonly findings: readonly Diagnostic[];
}

/** Pass 7: a plate materialised on disk has no zarr store; any other backend is refused here, before paths depend on it. */
export function declareZarrStores(config: ResolvedConfig): ZarrStores {
  const findings = new Findings();
  expectBackend("materializationBackend", config.materializationBackend, "disk", findings);
  expectBackend("intermediateBackend", config.intermediateBackend, "memory", findings);
  return { stores: [], findings: findings.all };
}

function expectBackend(field: string, got: string, expected: string, findings: Findings): void {
  if (got === expected) return;
  findings.error({
    code: "BACKEND_UNKNOWN",
    message: `Cannot plan for backend '${got}': expected '${expected}' as '${field}'`,
    where: { config: field },
    expected: `'${expected}'`,
    got: `'${got}'`,
  });
}
