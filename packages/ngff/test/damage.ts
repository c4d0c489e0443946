import type { NgffVersion } from "@ohcs/ngff";
import type { Documents } from "./reader-of.ts";

/** Changes the documents of a plate for the worse. */
export type Damage = (documents: Documents, version: NgffVersion) => void;

/** Sets a place in the metadata of a group to another value, or with `undefined` takes it away; images as in 0.4 and 0.5. */
export function metadata(group: string, pointer: string, value: unknown): Damage {
  return (documents, version) => {
    const wrapping = version === "0.4" ? "" : "/attributes/ome";
    const document = documents.get(attributesPath(group, version));
    if (version === "0.6") changeMultiscales(document, asInFive);
    put(document, `${wrapping}${pointer}`, value);
    if (version === "0.6") changeMultiscales(document, asInSix);
  };
}

// biome-ignore lint/suspicious/noExplicitAny: documents of any shape
type Multiscale = any;

function changeMultiscales(document: Multiscale, change: (multiscale: Multiscale) => unknown): void {
  const { ome } = document.attributes;
  if (ome.multiscales) ome.multiscales = ome.multiscales.map(change);
}

function asInFive({ coordinateSystems, ...rest }: Multiscale) {
  const datasets = rest.datasets.map(({ path, coordinateTransformations: [one] }: Multiscale) => {
    const { input: _, output: __, ...transformation } = one;
    return { path, coordinateTransformations: one.type === "sequence" ? one.transformations : [transformation] };
  });
  return { ...rest, axes: coordinateSystems[0].axes, datasets };
}

function asInSix({ axes, ...rest }: Multiscale) {
  const datasets = rest.datasets.map(({ path, coordinateTransformations: list }: Multiscale) => {
    const ends = { input: { path }, output: { name: "intrinsic" } };
    const one = list.length === 1 ? list[0] : { type: "sequence", transformations: list };
    return { path, coordinateTransformations: [{ ...one, ...ends }] };
  });
  return { ...rest, coordinateSystems: [{ name: "intrinsic", axes }], datasets };
}

/** Sets a place in the metadata of an image as 0.6 has it. */
export function metadataOfSix(group: string, pointer: string, value: unknown): Damage {
  return (documents) => put(documents.get(`${group}/zarr.json`), `/attributes/ome/multiscales/0${pointer}`, value);
}

/** Sets a place in the metadata of an array: `v2` as 0.4 names it, `v3` as 0.5 does. */
export function array(path: string, { v2, v3 }: { readonly v2: string; readonly v3: string }, value: unknown): Damage {
  return (documents, version) =>
    version === "0.4"
      ? put(documents.get(`${path}/.zarray`), v2, value)
      : put(documents.get(`${path}/zarr.json`), v3, value);
}

/** Sets a place in one document, named by its file. */
export function file(path: string, pointer: string, value: unknown): Damage {
  return (documents) => put(documents.get(path), pointer, value);
}

/** Adds or replaces a whole document. */
export function document(path: string, content: unknown): Damage {
  return (documents) => documents.set(path, content);
}

/** Takes away every document at and below these paths. */
export function gone(...paths: readonly string[]): Damage {
  return (documents) => {
    const found = [...documents.keys()].filter((key) =>
      paths.some((path) => key === path || key.startsWith(`${path}/`)),
    );
    if (found.length === 0) throw new Error(`There is nothing to take away at '${paths}'`);
    for (const key of found) documents.delete(key);
  };
}

/** Several changes that are one defect. */
export function all(...damages: readonly Damage[]): Damage {
  return (documents, version) => {
    for (const damage of damages) damage(documents, version);
  };
}

/** The document that holds the attributes of a group. */
export function attributesPath(group: string, version: NgffVersion): string {
  return `${group === "" ? "" : `${group}/`}${version === "0.4" ? ".zattrs" : "zarr.json"}`;
}

/** Refuses to change nothing: such a defect would prove nothing. */
function put(holder: unknown, pointer: string, value: unknown): void {
  const keys = pointer.split("/").slice(1);
  const last = keys.pop() ?? "";
  const inner = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], holder);
  const target = inner as Record<string, unknown> | undefined;
  if (target === undefined || JSON.stringify(target[last]) === JSON.stringify(value))
    throw new Error(`There is nothing to damage at '${pointer}'`);
  if (value === undefined) delete target[last];
  else target[last] = value;
}
