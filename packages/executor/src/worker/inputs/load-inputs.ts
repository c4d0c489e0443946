import {
  checkTable,
  type FunctionInput,
  fingerprintOf,
  type InputLink,
  isCollected,
  type JsonInput,
  OUTPUT_BACKEND,
  type Table,
  type TableInput,
} from "@ohcs/context";
import { artifactCorrupt } from "@ohcs/records";
import { at } from "../../well/place.ts";
import type { GroupScope } from "../well-scope.ts";
import { collected, contributing } from "./collected.ts";
import { loadStack } from "./load-stack.ts";
import { fromStep, fromSupplied } from "./load-tables.ts";
import { missing, productPlanes, sourcePlanes } from "./plane-source.ts";
import type { StackForm } from "./stack-in-making.ts";

/** How images are to be held: as they are read where the whole chain is exact in integers, else as float32. */
interface ImageForm {
  readonly exact: boolean;
  /** Is the image of the chain held as it is read all the same, to be widened later? */
  readonly imageAsRead: boolean;
}

/** All named inputs of one group. */
export async function loadInputs(
  scope: GroupScope,
  { exact, imageAsRead }: ImageForm,
): Promise<Map<string, FunctionInput>> {
  const inputs = new Map<string, FunctionInput>();
  // A fold reads its wells, or plates, one at a time, when it is their turn.
  for (const [name, link] of scope.plan.inputs)
    if (!isCollected(link) || scope.plan.stepType !== "fold")
      inputs.set(name, await loadInput(scope, link, itemsOf(scope, name), exact || (imageAsRead && name === "image")));
  return inputs;
}

function itemsOf({ group }: GroupScope, name: string): readonly (number | null)[] {
  return group.inputs.get(name)?.toArray() ?? [];
}

function loadInput(
  scope: GroupScope,
  link: InputLink,
  items: readonly (number | null)[],
  asRead: boolean,
): Promise<FunctionInput> {
  if (link.source === "supplied") return fromSupplied(scope, link);
  if (link.source === "artifact") return fromArtifact(scope, link);
  if (isCollected(link)) return collected(scope, link, contributing(scope.task));
  if (link.kind === "table" || link.kind === "json") return fromStep(scope, link, items);
  return loadStack(scope, planesOf(scope, link, items), formOf(link, asRead));
}

function planesOf(scope: GroupScope, { source, step, output }: InputLink, items: readonly (number | null)[]) {
  return source === "images" ? sourcePlanes(scope, items) : productPlanes(scope, step ?? 0, output ?? "image", items);
}

function formOf(link: InputLink, asRead: boolean): StackForm {
  if (link.kind === "labels" || link.kind === "rgb") return link.kind;
  return asRead ? "asRead" : "float32";
}

/** What a reduction of an earlier phase made. @throws `INPUT_MISSING` · `ARTIFACT_CORRUPT` where the content is not what its name says */
async function fromArtifact(
  { storage, task }: GroupScope,
  { output, kind, step }: InputLink,
): Promise<TableInput | JsonInput> {
  const file = task.artifacts?.find(({ name }) => output === `artifact:${name}`);
  if (file === undefined) throw missing(step, output, null);
  return at({ file: file.path }, async () => {
    const value = await storage.loadJson(file.path, OUTPUT_BACKEND);
    if (fingerprintOf(value) !== file.hash) throw artifactCorrupt(file.path);
    if (kind !== "table") return { kind: "json", values: [value], keys: [{}] };
    return { kind: "table", tables: [checkTable(value as unknown as Table)], keys: [{}] };
  });
}
