import {
  checkTable,
  fingerprintOf,
  type InputLink,
  type JsonInput,
  OUTPUT_BACKEND,
  type Table,
  type TableInput,
} from "@ohcs/context";
import { artifactCorrupt } from "@ohcs/records";
import { at } from "../place.ts";
import type { GroupScope } from "../well-scope.ts";
import { missing } from "./plane-source.ts";

/** What a reduction of an earlier phase made. @throws `INPUT_MISSING` · `ARTIFACT_CORRUPT` where the content is not what its name says */
export async function fromArtifact(
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
