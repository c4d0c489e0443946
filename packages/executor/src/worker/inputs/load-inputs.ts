import { type FunctionInput, type InputLink, isCollected } from "@ohcs/context";
import type { GroupScope } from "../well-scope.ts";
import { collected, contributing } from "./collected.ts";
import { fromArtifact } from "./load-artifact.ts";
import { loadStack } from "./load-stack.ts";
import { fromStep, fromSupplied } from "./load-tables.ts";
import { productPlanes, sourcePlanes } from "./plane-source.ts";
import type { StackForm } from "./stack-in-making.ts";

/** All named inputs of one group; images as float32 unless the whole chain is exact in integers. */
export async function loadInputs(scope: GroupScope, exact: boolean): Promise<Map<string, FunctionInput>> {
  const inputs = new Map<string, FunctionInput>();
  // A fold reads its wells, or plates, one at a time, when it is their turn.
  for (const [name, link] of scope.plan.inputs)
    if (!isCollected(link) || scope.plan.stepType !== "fold")
      inputs.set(name, await loadInput(scope, link, scope.group.inputs.get(name)?.toArray() ?? [], exact));
  return inputs;
}

function loadInput(
  scope: GroupScope,
  link: InputLink,
  items: readonly (number | null)[],
  exact: boolean,
): Promise<FunctionInput> {
  if (link.source === "supplied") return fromSupplied(scope, link);
  if (link.source === "artifact") return fromArtifact(scope, link);
  if (isCollected(link)) return collected(scope, link, contributing(scope.task));
  if (link.kind === "table" || link.kind === "json") return fromStep(scope, link, items);
  return loadStack(scope, planesOf(scope, link, items), formOf(link, exact));
}

function planesOf(scope: GroupScope, { source, step, output }: InputLink, items: readonly (number | null)[]) {
  return source === "images" ? sourcePlanes(scope, items) : productPlanes(scope, step ?? 0, output ?? "image", items);
}

function formOf(link: InputLink, exact: boolean): StackForm {
  if (link.kind === "labels") return "labels";
  return exact ? "asRead" : "float32";
}
