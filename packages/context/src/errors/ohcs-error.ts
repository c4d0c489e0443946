const brand = Symbol.for("@ohcs/error");

/** What an {@link OhcsError} carries besides its code and message. */
export interface OhcsErrorOptions {
  /** Facts for programs: plain JSON values. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What a user can do about it, one sentence. */
  readonly remedy?: string;
  readonly cause?: unknown;
  /** Could the same work succeed when repeated unchanged (a busy file system, a lost device)? */
  readonly retryable?: boolean;
}

/**
 * The one error of OHCS: a stable `code` for programs, a message and a remedy for people.
 *
 * Recognised by brand, never by `instanceof`: two copies of a package, or two threads, must agree.
 */
export class OhcsError extends Error {
  override readonly name: string = "OhcsError";
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly remedy: string | null;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: OhcsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = Object.freeze({ ...options.details });
    this.remedy = options.remedy ?? null;
    this.retryable = options.retryable ?? false;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Is `error` an {@link OhcsError} (of any copy of this package), and of one of `codes` when some are given? */
export function isOhcsError(error: unknown, ...codes: readonly string[]): error is OhcsError {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  return codes.length === 0 || codes.includes(String((error as { code?: unknown }).code));
}
