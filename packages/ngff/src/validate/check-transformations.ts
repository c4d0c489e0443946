import { scaleSchema, translationSchema } from "../model/multiscale.ts";
import { isJsonObject, itemsOf, memberOf, printed, type Report } from "../rules/collect-violations.ts";
import { checkForm } from "./check-form.ts";

/** One scale, then at most one translation, each with a number per axis. That there is a list is checked with the multiscale. */
export function checkTransformations(list: unknown, rank: number, pointer: string, report: Report): void {
  const items = itemsOf(list);
  for (const [index, item] of items.entries()) checkTransformation(item, rank, `${pointer}/${index}`, report);
  if (items.length === 0) return;
  const types = items.map((item) => memberOf(item, "type"));
  const count = (type: string) => types.filter((other) => other === type).length;
  const rule = "image/transformations";
  if (count("scale") !== 1) report(rule, pointer, `expected exactly one 'scale', got ${count("scale")}`);
  if (count("translation") > 1)
    report(rule, pointer, `expected at most one 'translation', got ${count("translation")}`);
  if (types[0] === "translation" && count("scale") > 0) report(rule, pointer, "'scale' must come before 'translation'");
}

function checkTransformation(item: unknown, rank: number, pointer: string, report: Report): void {
  const type = memberOf(item, "type");
  if (type !== "scale" && type !== "translation") {
    if (isJsonObject(item) && typeof type === "string")
      report("image/transformations", `${pointer}/type`, `expected 'scale' or 'translation', got ${printed(type)}`);
    return;
  }
  const asTransformation: Report = (_rule, at, message) => report("image/transformations", at, message);
  checkForm(type === "scale" ? scaleSchema : translationSchema, item, pointer, asTransformation);
  const numbers = memberOf(item, type);
  if (Array.isArray(numbers) && rank > 0 && numbers.length !== rank)
    report("image/transformation-rank", `${pointer}/${type}`, `expected ${rank} numbers, got ${numbers.length}`);
}
