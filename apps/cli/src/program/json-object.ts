import type { Json } from "@ohcs/context";
import { InvalidArgumentError } from "commander";

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
