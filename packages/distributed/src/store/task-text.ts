import type { WellTask } from "@ohcs/context";
import type { RemoteFolder } from "./remote-folder.ts";

/** Where the part of a context begins that all wells of its plate share, and where that of the well does. */
const SHARED_AT = '{"sha256":"","context":'.length + 64;
const OWN = ',"well":{"axisId":';

/** A task whose context is in parts: its beginning, the hash of what it shares with others, its end. */
interface SplitTask extends Omit<WellTask, "context"> {
  /** The hash of the workers' start-up data. */
  readonly startup: string;
  readonly context: readonly [head: string, shared: string, own: string] | readonly [whole: string];
}

/** The text of a task; what its context shares with those of other wells is kept once, in `folder`. */
export async function taskText(
  task: WellTask,
  startup: string,
  folder: RemoteFolder,
  kept: Map<string, string>,
): Promise<string> {
  const { context, ...others } = task;
  const rest = { ...others, startup };
  const end = context.indexOf(OWN, SHARED_AT);
  // Wherever it is cut, the parts make up the same text again: a cut elsewhere would only share less.
  if (end < 0) return JSON.stringify({ ...rest, context: [context] } satisfies SplitTask);
  const shared = context.slice(SHARED_AT, end);
  const sha256 = kept.get(shared) ?? (await folder.keep(shared));
  kept.set(shared, sha256);
  const parts = [context.slice(0, SHARED_AT), sha256, context.slice(end)] as const;
  return JSON.stringify({ ...rest, context: parts } satisfies SplitTask);
}

/** A task, and the hash of the start-up data of the workers that run it. */
export interface StoredTask {
  readonly task: WellTask;
  readonly startup: string;
}

/** The task of a text. @throws `JOB_CORRUPT` */
export async function taskOf(text: string, sharedText: (sha256: string) => Promise<string>): Promise<StoredTask> {
  const { context, startup, ...rest } = JSON.parse(text) as SplitTask;
  const [head, shared, own] = context;
  if (shared === undefined) return { startup, task: { ...rest, context: head } };
  return { startup, task: { ...rest, context: `${head}${await sharedText(shared)}${own}` } };
}
