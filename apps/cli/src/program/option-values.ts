import { resolve } from "node:path";
import type { Json } from "@ohcs/context";
import { InvalidArgumentError } from "commander";

/** Reads an integer not below `least`. */
export function integer(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`an integer of ${least} or more`);
  };
}

/** Reads a number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("a number above 0");
}

/** Reads a number from `least` to `most`. */
export function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a number from ${least} to ${most}`);
  };
}

/** Reads one of the given words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`one of '${words.join("', '")}'`);
  };
}

/** Reads `3x4`. */
export function pair(text: string): readonly [number, number] {
  const match = /^(\d+)[x×](\d+)$/i.exec(text);
  if (match?.[1] !== undefined && match[2] !== undefined) return [Number(match[1]), Number(match[2])];
  throw new InvalidArgumentError("two integers like '3x4'");
}

/** Reads `A01,B02:C05,!B03`: items apart by commas. */
export function list(text: string): readonly string[] {
  const items = text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  if (items.length > 0) return items;
  throw new InvalidArgumentError("a list like 'A01,B02:C05'");
}

/** Reads a number of wells, or their names. */
export function countOrList(text: string): number | readonly string[] {
  return /^\d+$/.test(text) ? integer(1)(text) : list(text);
}

/** Reads `nuclei=1,reporter=GFP`: roles of channels, and the key or name of each. */
export function roles(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    list(text).map((part) => {
      const match = /^([A-Za-z][\w-]*)=(.+)$/.exec(part);
      if (match?.[1] !== undefined && match[2] !== undefined) return [match[1], match[2]];
      throw new InvalidArgumentError("roles and channels like 'nuclei=1,reporter=GFP'");
    }),
  );
}

/** One `key=value` of `--set`: the key's parts (`tiff.predictor`, `gpuMemoryBytes.board-1`), and the text, which the field gives a meaning. */
export interface Assignment {
  readonly path: readonly string[];
  readonly text: string;
}

/** Reads `tiff.compression=lzw`. */
export function assignment(text: string): Assignment {
  const match = /^([A-Za-z]+(?:\.[A-Za-z0-9-]+)*)=(.*)$/s.exec(text);
  if (match?.[1] !== undefined && match[2] !== undefined) return { path: match[1].split("."), text: match[2] };
  throw new InvalidArgumentError("a form like 'tiff.compression=lzw'");
}

/** Reads a JSON object. */
export function jsonObject(text: string): Readonly<Record<string, Json>> {
  const value = parsed(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, Json>;
  throw new InvalidArgumentError(`a JSON object like '{"root": "{folder}"}'`);
}

function parsed(text: string): unknown {
  try {
    // The options of every command are declared here: no package is loaded for them. What is wrong within is for who takes it.
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A mount: its name, and where this machine has it. */
export type MountValue = readonly [name: string, folder: string];

/** Reads `plates=/mnt/plates`. */
export function mount(text: string): MountValue {
  const [, name, folder] = /^([\w.-]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && folder !== undefined) return [name, resolve(folder)];
  throw new InvalidArgumentError("a name and a folder like plates=/mnt/plates");
}
