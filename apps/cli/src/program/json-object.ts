import { type Json, readJson } from "@ohcs/context";
import { InvalidArgumentError } from "commander";

/** Reads a JSON object. */
export function jsonObject(text: string): Readonly<Record<string, Json>> {
  const value = parsed(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, Json>;
  throw new InvalidArgumentError(`a JSON object like '{"root": "{folder}"}'`);
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
