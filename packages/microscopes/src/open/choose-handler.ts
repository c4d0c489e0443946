import { countOf, type DefinedHandler, isOhcsError, type MicroscopeHandler, type PlateReader } from "@ohcs/context";
import { fail } from "../errors.ts";
import { emptyPlate } from "../format/format-handler.ts";
import { suggestPattern } from "../grammar/suggest-pattern.ts";
import { baseName, isImagePath } from "../manifest/plate-reading.ts";

/** How the handler of a plate is chosen. */
export interface HandlerChoice {
  /** The handlers to choose from, in the order in which they are tried. */
  readonly handlers: readonly DefinedHandler[];
  /** The name of a handler, in any case; if omitted, one is recognized. */
  readonly handler?: string;
  /** Options for the named handler. @default {} */
  readonly with?: unknown;
  readonly signal?: AbortSignal;
}

/** A handler that was chosen, and its instance. */
interface ChosenHandler {
  readonly defined: DefinedHandler;
  readonly instance: MicroscopeHandler;
}

const SURE_ENOUGH = 0.5;

/**
 * The named handler, else the one that recognizes most of the plate; after the first certain match no other is tried.
 * @throws `HANDLER_UNKNOWN`, `HANDLER_FAILED`, `PLATE_EMPTY`, `PLATE_UNRECOGNIZED`
 */
export async function chooseHandler(reader: PlateReader, choice: HandlerChoice): Promise<ChosenHandler> {
  const { handlers, handler, signal } = choice;
  if (handler !== undefined) return instanceOf(named(handler, handlers), choice);
  const scores: Record<string, number> = {};
  let best: ChosenHandler | null = null;
  for (const defined of handlers) {
    const chosen = await instanceOf(defined, signal === undefined ? {} : { signal });
    const score = await scoreOf(chosen, reader, signal);
    if (best === null || score > (scores[best.defined.name] ?? 0)) best = chosen;
    scores[defined.name] = score;
    if (score >= 1) break;
  }
  if (best !== null && (scores[best.defined.name] ?? 0) >= SURE_ENOUGH) return best;
  throw await unrecognized(reader, scores, signal);
}

/**
 * The result of `work`; an unexpected error of a handler is wrapped in one with a code that names it. @throws
 * `HANDLER_FAILED`
 */
export async function guarded<Value>(
  name: string,
  signal: AbortSignal | undefined,
  work: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    signal?.throwIfAborted();
    if (isOhcsError(cause)) throw cause;
    const got = cause instanceof Error ? cause.message : String(cause);
    const message = `Cannot open plate: handler '${name}' failed with an error that has no code: '${got}'`;
    throw fail("HANDLER_FAILED", message, { details: { handler: name }, cause });
  }
}

function named(handler: string, handlers: readonly DefinedHandler[]): DefinedHandler {
  const found = handlers.find(({ name }) => name.toLowerCase() === handler.toLowerCase());
  if (found !== undefined) return found;
  const names = handlers.map(({ name }) => name);
  const message = `Cannot open plate: unknown handler '${handler}', expected '${names.join("' or '")}'`;
  throw fail("HANDLER_UNKNOWN", message, { details: { handlers: names } });
}

async function instanceOf(
  defined: DefinedHandler,
  { with: options = {}, signal }: Pick<HandlerChoice, "with" | "signal">,
): Promise<ChosenHandler> {
  return { defined, instance: await guarded(defined.name, signal, () => defined.create(options)) };
}

async function scoreOf(
  { defined: { name }, instance }: ChosenHandler,
  reader: PlateReader,
  signal: AbortSignal | undefined,
): Promise<number> {
  const score: unknown = await guarded(name, signal, () => instance.recognizes(reader, signal));
  if (typeof score === "number" && score >= 0 && score <= 1) return score;
  const message = `Cannot use handler '${name}': its score for a plate must be a number from 0 to 1, got '${score}'`;
  throw fail("HANDLER_FAILED", message, { details: { handler: name } });
}

async function unrecognized(
  reader: PlateReader,
  scores: Readonly<Record<string, number>>,
  signal: AbortSignal | undefined,
): Promise<Error> {
  const { root } = reader;
  const listing = await reader.list(signal);
  const images = listing.files.map(({ path }) => path).filter(isImagePath);
  if (images.length === 0) return emptyPlate(root, listing);
  const tried = Object.entries(scores).map(([name, score]) => `${name} ${Math.round(100 * score)} %`);
  const example = baseName(images[0] ?? "");
  const message = `Cannot open plate '${root}': no handler recognizes the names of ${countOf(images.length, "image")} such as '${example}' (${tried.join(", ")})`;
  const suggestion = suggestPattern(images);
  return fail("PLATE_UNRECOGNIZED", message, {
    details: { root, handlers: scores, examples: images.slice(0, 5), suggestion: suggestion?.pattern ?? null },
    ...(suggestion && { remedy: `The names look like ${suggestion.name}: pass the pattern '${suggestion.pattern}'.` }),
  });
}
