import type { NgffVersion } from "../model/version.ts";
import { isJsonObject, printed, type Report } from "../rules/collect-violations.ts";
import type { RuleId } from "../rules/rules.ts";

/** Reports a member that an object lacks. */
export function checkStated(rule: RuleId, object: unknown, key: string, pointer: string, report: Report): void {
  if (isJsonObject(object) && object[key] === undefined) report(rule, pointer, `expected '${key}', got nothing`);
}

/** Reports a wrong `version`, and one that is missing where 0.4 requires it. */
export function checkVersionStated(object: unknown, version: NgffVersion, pointer: string, report: Report): void {
  if (!isJsonObject(object)) return;
  const stated = object.version;
  if (stated === undefined && version === "0.4") report("version/stated", pointer, "expected 'version', got nothing");
  if (stated !== undefined && stated !== version)
    report("version/consistent", `${pointer}/version`, `expected '${version}', got ${printed(stated)}`);
}
