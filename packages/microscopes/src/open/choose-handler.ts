import {
  countOf,
  type DefinedHandler,
  type HandlerCandidate,
  isOhcsError,
  type MicroscopeHandler,
  type PlateReader,
  type Recognition,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { emptyPlate } from "../format/format-handler.ts";
import { suggestPattern } from "../grammar/named-patterns.ts";
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

/** A handler that was chosen, its instance, and those that were asked, itself first; none if it was named. */
interface ChosenHandler {
  readonly defined: DefinedHandler;
  readonly instance: MicroscopeHandler;
  readonly candidates: readonly HandlerCandidate[];
}

interface Asked extends Omit<ChosenHandler, "candidates"> {
  readonly recognition: Recognition;
}

const SURE_ENOUGH = 0.5;

/**
 * The named handler, else the one that recognizes most of the plate; between equal ones, the one that finds metadata of
 * its own. After the first certain match no other is tried.
 * @throws `HANDLER_UNKNOWN`, `HANDLER_FAILED`, `PLATE_EMPTY`, `PLATE_UNRECOGNIZED`, `PLATE_AMBIGUOUS`
 */
export async function chooseHandler(reader: PlateReader, choice: HandlerChoice): Promise<ChosenHandler> {
  const { handlers, handler, signal } = choice;
  if (handler !== undefined) {
    const defined = named(handler, handlers);
    return { defined, instance: await instanceOf(defined, choice), candidates: [] };
  }
  const asked: Asked[] = [];
  for (const defined of handlers) {
    const instance = await instanceOf(defined, signal === undefined ? {} : { signal });
    const recognition = await recognitionBy({ defined, instance }, reader, signal);
    asked.push({ defined, instance, recognition });
    if (recognition.score >= 1 && recognition.hasMetadata) break;
  }
  const ranked = asked.toSorted((a, b) => compareRecognitions(a.recognition, b.recognition));
  const [best, second] = ranked;
  if (best === undefined || best.recognition.score < SURE_ENOUGH) throw await unrecognized(reader, asked, signal);
  const candidates = ranked
    .filter(({ recognition }) => recognition.score > 0)
    .map(({ defined, recognition: { score, reason } }) => ({ handler: defined.name, score, reason }));
  if (second !== undefined && compareRecognitions(best.recognition, second.recognition) === 0)
    throw ambiguous(reader.root, candidates);
  return { defined: best.defined, instance: best.instance, candidates };
}

/** The better one first. */
function compareRecognitions(a: Recognition, b: Recognition): number {
  return b.score - a.score || Number(b.hasMetadata) - Number(a.hasMetadata);
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
): Promise<MicroscopeHandler> {
  return guarded(defined.name, signal, () => defined.create(options));
}

async function recognitionBy(
  { defined: { name }, instance }: Omit<Asked, "recognition">,
  reader: PlateReader,
  signal: AbortSignal | undefined,
): Promise<Recognition> {
  const said: unknown = await guarded(name, signal, () => instance.recognizes(reader, signal));
  const { score, reason, hasMetadata } = (
    typeof said === "object" && said !== null ? said : {}
  ) as Partial<Recognition>;
  const own = score ?? said;
  if (typeof own === "number" && own >= 0 && own <= 1)
    return { score: own, reason: reason ?? "", hasMetadata: hasMetadata ?? said === 1 };
  const message = `Cannot use handler '${name}': its score for a plate must be a number from 0 to 1, got '${own}'`;
  throw fail("HANDLER_FAILED", message, { details: { handler: name } });
}

function ambiguous(root: string, candidates: readonly HandlerCandidate[]): Error {
  const shown = candidates.map(({ handler, reason }) => `'${handler}'${reason === "" ? "" : ` (${reason})`}`);
  const message = `Cannot open plate '${root}': it may be of several formats: ${shown.join(", ")}`;
  return fail("PLATE_AMBIGUOUS", message, { details: { root, candidates } });
}

async function unrecognized(
  reader: PlateReader,
  asked: readonly Asked[],
  signal: AbortSignal | undefined,
): Promise<Error> {
  const scores = Object.fromEntries(asked.map(({ defined, recognition }) => [defined.name, recognition.score]));
  const { root } = reader;
  const listing = await reader.list(signal);
  const images = listing.files.map(({ path }) => path).filter(isImagePath);
  if (images.length === 0) return emptyPlate(root, listing);
  const some = Object.entries(scores).filter(([, score]) => score > 0);
  const tried = some.map(([name, score]) => `${name} ${Math.round(100 * score)} %`);
  const example = baseName(images[0] ?? "");
  const message = `Cannot open plate '${root}': no handler recognizes the names of ${countOf(images.length, "image")} such as '${example}'${tried.length === 0 ? "" : ` (${tried.join(", ")})`}`;
  const suggestion = suggestPattern(images);
  return fail("PLATE_UNRECOGNIZED", message, {
    details: { root, handlers: scores, examples: images.slice(0, 5), suggestion: suggestion?.name ?? null },
    ...(suggestion && {
      remedy: `The names look like those of ${suggestion.title}: pass --pattern ${suggestion.name}, or 'pattern' in the configuration.`,
    }),
  });
}
