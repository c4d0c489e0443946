import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { List } from "immutable";
import type { StepPlan } from "./step-plan.ts";

/** What the wire forms of contexts with the same plans begin with, hashed once. */
export class PlansTemplate {
  readonly plans: List<StepPlan>;
  readonly prefix: string;
  readonly #hash: ReturnType<typeof sha256.create>;

  /** @param json The plans as canonical JSON */
  constructor(plans: List<StepPlan>, json: string) {
    this.plans = plans;
    this.prefix = `{"plans":${json},"rest":`;
    this.#hash = sha256.create().update(utf8ToBytes(this.prefix));
  }

  /** SHA-256 of the prefix and what follows it, in hexadecimal. */
  sha256Of(rest: string): string {
    return bytesToHex(this.#hash.clone().update(utf8ToBytes(rest)).digest());
  }
}

const MOST = 4;

/** Plans that were decoded last, the latest first. Contexts of one plate share them: they are frozen. */
let recent: readonly PlansTemplate[] = [];

/** The plans with which the wire form `body` of a context begins, where they were decoded not long ago. */
export function recentTemplate(body: string): PlansTemplate | null {
  const found = recent.find(({ prefix }) => body.startsWith(prefix)) ?? null;
  if (found !== null) rememberTemplate(found);
  return found;
}

export function rememberTemplate(template: PlansTemplate): void {
  recent = [template, ...recent.filter((one) => one !== template)].slice(0, MOST);
}
