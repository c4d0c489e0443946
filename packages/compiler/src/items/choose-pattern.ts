import type { PlaneKey } from "@ohcs/context";
import { ANY_KEY, type ResolvedStep } from "../draft/resolved-step.ts";

/** What becomes of a group, and the value that decides it; `absent` where the group has no such value. */
export type PatternChoice =
  | { readonly kind: "chain" | "pass" | "drop" | "unlisted"; readonly value: string }
  | { readonly kind: "absent" };

/** One rule for every step, first, middle or last: the chain listed for the group, else what `unlisted` says. */
export function choosePattern(step: ResolvedStep, coordinates: PlaneKey): PatternChoice {
  const { groupBy = "channel" } = step.spec;
  const value = step.isDictionary ? coordinates[groupBy] : ANY_KEY;
  if (value === undefined) return { kind: "absent" };
  const calls = step.chains.get(String(value));
  const listed = calls?.length === 0 ? "pass" : "chain";
  const other = step.unlisted === "error" ? "unlisted" : step.unlisted;
  return { kind: calls === undefined ? other : listed, value: String(value) };
}
