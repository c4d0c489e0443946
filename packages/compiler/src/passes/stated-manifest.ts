import type { Diagnostic, PlateManifest, ResolvedConfig } from "@ohcs/context";
import { Findings } from "../findings/findings.ts";

/** A manifest with what the user states about the plate in place of what its files state, or do not. */
export interface StatedManifest {
  readonly manifest: PlateManifest;
  readonly findings: readonly Diagnostic[];
}

/** Pass 0: takes the pixel size and the grid of sites from the configuration, where it states them. */
export function stateManifest(manifest: PlateManifest, { pixelSizeUm, grid }: ResolvedConfig): StatedManifest {
  const findings = new Findings();
  const { calibration, notices } = manifest;
  const placed = { ...manifest, grid: grid ?? manifest.grid };
  if (pixelSizeUm === null) return { manifest: placed, findings: [] };
  if (calibration.pixelSizeUm !== null && calibration.pixelSizeUm !== pixelSizeUm)
    reportOther(pixelSizeUm, calibration.pixelSizeUm, findings);
  return {
    manifest: {
      ...placed,
      calibration: { ...calibration, pixelSizeUm },
      notices: notices.filter(({ code }) => code !== "CALIBRATION_UNKNOWN"),
    },
    findings: findings.all,
  };
}

function reportOther(stated: number, found: number, findings: Findings): void {
  findings.warning({
    code: "CALIBRATION_OVERRIDDEN",
    message: `The pixel size is ${stated} µm as configured; the plate states ${found} µm`,
    where: { config: "pixelSizeUm" },
    expected: null,
    got: null,
  });
}
