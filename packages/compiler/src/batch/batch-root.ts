import type { ResolvedConfig } from "@ohcs/context";

/**
 * The folder for results of reductions over plates, beside the output plates: `<folder>/<pipeline name>_batch<suffix>`.
 */
export function batchRootOf(
  folder: string,
  pipeline: string,
  { outputSuffix }: Pick<ResolvedConfig, "outputSuffix">,
): string {
  return `${folder.replace(/[/\\]+$/, "")}/${pipeline}_batch${outputSuffix}`;
}
