import { canonicalText } from "./canonical-text.ts";
import type { ProcessingContext } from "./processing-context.ts";

/** Contexts of one plate share their common fields in memory, so the text of these is made once. */
const texts = new WeakMap<object, string>();

/** A context as canonical JSON; `stepPlans` takes the place of its step plans, or nothing does. */
export function contextText(context: ProcessingContext, stepPlans?: number): string {
  const { stepPlans: _, images, ...shared } = context.toObject();
  const members: [name: string, text: string][] = [["images", canonicalText(images)]];
  if (stepPlans !== undefined) members.push(["stepPlans", canonicalText(stepPlans)]);
  for (const [name, value] of Object.entries(shared)) members.push([name, sharedText(value)]);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, text]) => `"${name}":${text}`).join(",")}}`;
}

function sharedText(value: unknown): string {
  if (typeof value !== "object" || value === null) return canonicalText(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = canonicalText(value);
  texts.set(value, text);
  return text;
}
