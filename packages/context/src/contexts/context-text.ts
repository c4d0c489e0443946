import { canonicalText } from "./canonical-text.ts";
import type { ProcessingContext } from "./processing-context.ts";

/**
 * A context as canonical JSON; `stepPlans` takes the place of its step plans, or nothing does. `texts` keeps those of values
 * that contexts share, for the next ones.
 */
export function contextText(
  context: ProcessingContext,
  stepPlans?: number,
  texts = new Map<unknown, string>(),
): string {
  const { stepPlans: _, images, ...shared } = context.toObject();
  const members: [name: string, text: string][] = [["images", canonicalText(images)]];
  if (stepPlans !== undefined) members.push(["stepPlans", canonicalText(stepPlans)]);
  for (const [name, value] of Object.entries(shared)) members.push([name, sharedText(value, texts)]);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, text]) => `"${name}":${text}`).join(",")}}`;
}

function sharedText(value: unknown, texts: Map<unknown, string>): string {
  if (typeof value !== "object" || value === null) return canonicalText(value);
  const text = texts.get(value) ?? canonicalText(value);
  texts.set(value, text);
  return text;
}
