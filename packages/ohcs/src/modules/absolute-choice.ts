import type { Choice } from "@ohcs/context";
import { absoluteModuleName } from "./module-name.ts";

/** The choice of a backend or runner with the path of a file made absolute; anything else as it is, to be reported by others. */
export function absoluteChoice(choice: unknown, folder: string): unknown {
  if (typeof choice === "string") return absoluteModuleName(choice, folder);
  if (typeof choice !== "object" || choice === null || !("use" in choice) || typeof choice.use !== "string")
    return choice;
  return { ...choice, use: absoluteModuleName(choice.use, folder) };
}

/** A name with options, as a command line says it; undefined where it says nothing. */
export function choiceOf(named: string | undefined, options: Exclude<Choice, string>["with"]): Choice | undefined {
  return named === undefined || options === undefined ? named : { use: named, with: options };
}
