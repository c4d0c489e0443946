import {
  allocatePixels,
  type Backend,
  type BackendCapabilities,
  type Dtype,
  isOhcsError,
  type PixelArray,
  type StoredImage,
} from "@ohcs/context";
import { fail } from "../errors.ts";

export interface BackendScenario {
  /** Registers a test; `body` receives a new, empty store, which is closed afterwards. */
  readonly withBackend: (name: string, body: (backend: Backend) => Promise<void>) => void;
  readonly test: (name: string, body: () => Promise<void>) => void;
  readonly create: () => Promise<Backend>;
  readonly capabilities: BackendCapabilities;
  /** Images that a read-only store is known to hold, by path. */
  readonly holds: Readonly<Record<string, StoredImage>>;
}

/** @throws `CONFORMANCE_FAILED` unless both are the same JSON value, or typed arrays of the same samples */
export function expectEqual(got: unknown, expected: unknown, what: string): void {
  const [left, right] = [printed(got), printed(expected)];
  if (left !== right) throw failed(what, right, left);
}

/** @throws `CONFORMANCE_FAILED` unless `work` rejects with an OhcsError of one of `codes` */
export async function expectCode(
  work: () => Promise<unknown>,
  codes: string | readonly string[],
  what: string,
): Promise<void> {
  const accepted = [codes].flat();
  const outcome = await work().then(
    () => "no error",
    (error: unknown) => (isOhcsError(error) ? error.code : String(error)),
  );
  if (!accepted.includes(outcome)) throw failed(what, accepted.join(" or "), outcome);
}

/** @throws `CONFORMANCE_FAILED` unless `work` rejects, with any error */
export async function expectRefusal(work: () => Promise<unknown>, what: string): Promise<void> {
  const outcome = await work().then(
    () => "done",
    () => "refused",
  );
  if (outcome !== "refused") throw failed(what, "refused", outcome);
}

/** Null for an error that has a code: an implementation may refuse what it is not made for. @throws any other error */
export function nullIfRefused(error: unknown): null {
  if (isOhcsError(error)) return null;
  throw error;
}

function failed(what: string, expected: string, got: string): Error {
  return fail("CONFORMANCE_FAILED", `Cannot accept ${what}: expected ${shortened(expected)}, got '${shortened(got)}'`);
}

/** JSON in which NaN, infinities and −0 keep their names, and the order of keys does not matter. */
function printed(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === "number") return named(part);
      if (ArrayBuffer.isView(part)) return { [part.constructor.name]: Array.from(part as Float64Array, named) };
      return typeof part === "object" && part !== null && !Array.isArray(part) ? sorted(part) : part;
    }) ?? "undefined"
  );
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function named(value: number): number | string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

/** A plane `[y, x]` of `samples`, rows of `width`. */
export function plane(samples: readonly number[], width: number, dtype: Dtype = "uint16"): StoredImage {
  const data: PixelArray = allocatePixels(dtype, samples.length);
  data.set(samples);
  return { data, shape: [samples.length / width, width], dtype, pixelSizeUm: null };
}

/** A plane of 64 × 64 equal samples. */
export function evenPlane(value: number): StoredImage {
  return plane(new Array<number>(64 * 64).fill(value), 64);
}
