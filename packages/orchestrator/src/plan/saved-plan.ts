import { canonicalJson, type Json, readJson, sha256Hex, type Table } from "@ohcs/context";
import { planDocument, readStoredPlan, type StoredPlan } from "@ohcs/records";
import { fail } from "../errors.ts";
import { sourcesOf } from "../life-cycle/check-sources.ts";
import type { CompiledPlace } from "../life-cycle/plate-state.ts";

/** A compiled plate with all that its run needs besides the images. */
export interface SavedPlan {
  readonly plan: StoredPlan;
  /** Folder of the source plate, and of the output plate, where it was compiled. */
  readonly source: string;
  readonly outputRoot: string;
  /** Supplied tables and JSON by hash. */
  readonly tables: Readonly<Record<string, Table | Json>>;
  /** Bundled user modules by name. */
  readonly userModules: Readonly<Record<string, string>>;
  /** Packages that those import → the URL by which their code names it. */
  readonly imports: Readonly<Record<string, string>>;
  /** What the well that needs most is expected to hold; absent in plans of older versions. */
  readonly expectedWellBytes?: number | null;
}

const FORMAT = "ohcs-plan";
const VERSION = 1;

/**
 * A compiled plate as one JSON text: the document that runs keep as `.ohcs/plan.json`, with supplied tables and the code of
 * user modules, and a digest of all of it. `packages` are those that user modules may import, by the URLs of this machine.
 */
export function savePlan({ manifest, job }: CompiledPlace, packages: Readonly<Record<string, string>> = {}): string {
  const code = Object.values(job.userModules).join("\n");
  const imports = Object.entries(packages).filter(([, url]) => code.includes(JSON.stringify(url)));
  const body: Json = {
    source: manifest.root,
    outputRoot: job.outputRoot,
    userModules: job.userModules,
    expectedWellBytes: job.expectedWellBytes,
    tables: job.tables as unknown as Json,
    imports: Object.fromEntries(imports),
    plan: JSON.parse(planDocument(job.plate, sourcesOf(manifest), {})) as Json,
  };
  const text = canonicalJson(body);
  return `{"format":"${FORMAT}","version":${VERSION},"sha256":"${sha256Hex(text)}","body":${text}}\n`;
}

/** @throws `PLAN_CORRUPT` if the text is not a plan, or was changed · `PLAN_VERSION_UNKNOWN` */
export async function readSavedPlan(text: string): Promise<SavedPlan> {
  const { plan, ...rest } = bodyOf(text);
  try {
    return {
      ...rest,
      plan: await readStoredPlan({ root: rest.outputRoot, readText: async () => JSON.stringify(plan) }),
    };
  } catch (cause) {
    throw corrupt("contexts that can be decoded", "others", cause);
  }
}

type Body = Omit<SavedPlan, "plan"> & { readonly plan: Json };

function bodyOf(text: string): Body {
  const { format, version, sha256, body } = documentOf(text);
  if (format !== FORMAT || typeof version !== "number")
    throw corrupt("a plan saved by 'ohcs plan --save'", "another file");
  if (version !== VERSION)
    throw fail("PLAN_VERSION_UNKNOWN", `Cannot read plan: expected version ${VERSION}, got ${version}`, {
      details: { version, known: VERSION },
    });
  const found = sha256Hex(canonicalJson((body ?? null) as Json));
  if (found !== sha256) throw corrupt(`content of the digest '${sha256}'`, `'${found}'`);
  const { userModules } = body as Body;
  const changed = Object.entries(userModules).find(([name, code]) => name !== `user:${sha256Hex(code)}`);
  if (changed !== undefined) throw corrupt(`code of the module '${changed[0]}'`, "other code");
  return body as Body;
}

function documentOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(readJson(text)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw corrupt("JSON", "something else", cause);
  }
}

function corrupt(expected: string, got: string, cause?: unknown): Error {
  return fail(
    "PLAN_CORRUPT",
    `Cannot read plan: expected ${expected}, got ${got}`,
    cause === undefined ? {} : { cause },
  );
}
