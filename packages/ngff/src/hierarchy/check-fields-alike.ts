import type { Collector } from "../rules/collect-violations.ts";
import type { ImageFacts } from "./array-facts.ts";

/** Reports fields whose axes, shape or sample type are not those of the plate's first one. */
export function checkFieldsAlike(images: readonly ImageFacts[], { at }: Collector): void {
  const readable = images.filter(({ largest }) => largest !== null);
  const [first, ...others] = readable;
  if (first === undefined) return;
  for (const image of others) {
    if (formOf(image) === formOf(first)) continue;
    const message = `expected ${formOf(first)} as in '${first.document}', got ${formOf(image)}`;
    at(image.document)("well/fields-alike", "", message);
  }
}

function formOf({ axes, largest }: ImageFacts): string {
  return `${axes.map(({ name }) => name).join("")} [${largest?.shape.join(", ")}] ${largest?.dataType}`;
}
