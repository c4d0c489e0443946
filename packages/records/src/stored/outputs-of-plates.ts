import type { ProcessingContext } from "@ohcs/context";

/** Names of what reductions over plates read of them, each once: `table:wells`. */
export function outputsOfPlates(contexts: readonly ProcessingContext[]): readonly string[] {
  const links = contexts.flatMap(({ stepPlans }) => stepPlans.toArray().flatMap(({ inputs }) => [...inputs.values()]));
  return [...new Set(links.flatMap(({ source, output }) => (source === "plates" && output !== null ? [output] : [])))];
}
