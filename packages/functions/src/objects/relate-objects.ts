import { type Table, Type } from "@ohcs/context";
import { presentLabels, relateLabels } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelPlane } from "../stack/planes.ts";

/**
 * Which object each child lies in, and how many children each parent has: `Parent_<parent>`, 0 where there is none, and
 * `Children_<child>_Count`. A child belongs to the parent that covers most of its pixels.
 */
export const relateObjects = define({
  name: "relateObjects",
  summary: "Finds the parent of each object, and counts children",
  params: parameters({
    parent: Type.String({ default: "Cells", minLength: 1, description: "The parents' name in columns" }),
    child: Type.String({ default: "Nuclei", minLength: 1, description: "The children's name in columns" }),
  }),
  inputs: { parents: { kind: "labels" }, children: { kind: "labels" } },
  outputs: {
    children: { kind: "table", description: "One row per child: its parent" },
    parents: { kind: "table", description: "One row per parent: how many children it has" },
  },
  exact: true,
  memoryFactor: 4,
  citation: "CellProfiler RelateObjects",
  run(inputs, { parent, child }) {
    const [parents, children] = [labelPlane(inputs, "parents"), labelPlane(inputs, "children")];
    const parentOf = relateLabels(parents, children);
    const childLabels = presentLabels(children);
    const counts = new Map<number, number>();
    for (const label of childLabels) counts.set(parentOf[label] ?? 0, (counts.get(parentOf[label] ?? 0) ?? 0) + 1);
    return {
      outputs: {
        children: numbered(childLabels, `Parent_${parent}`, (label) => parentOf[label] ?? 0),
        parents: numbered(presentLabels(parents), `Children_${child}_Count`, (label) => counts.get(label) ?? 0),
      },
    };
  },
});

function numbered(labels: readonly number[], column: string, cellOf: (label: number) => number): Table {
  return { columns: ["ObjectNumber", column], rows: labels.map((label) => [label, cellOf(label)]) };
}
