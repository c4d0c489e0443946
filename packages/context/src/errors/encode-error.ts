import { isOhcsError, OhcsError } from "./ohcs-error.ts";

/** An error as plain JSON: what crosses threads, processes and files. Structured clone would lose name and code. */
export interface EncodedError {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly remedy: string | null;
  readonly retryable: boolean;
  readonly cause: EncodedError | null;
}

const DEEPEST_CAUSE = 8;

/** Encodes whatever was thrown, a non-Error included; foreign errors get the code `FUNCTION_FAILED` or their own. */
export function encodeError(error: unknown, depth = 0): EncodedError {
  if (!(error instanceof Error) && !isOhcsError(error)) return encodeNonError(error);
  const own = isOhcsError(error) ? error : null;
  return {
    code: own?.code ?? nodeCode(error) ?? "UNEXPECTED_ERROR",
    name: error.name,
    message: error.message,
    stack: error.stack ?? null,
    details: plain(own?.details ?? {}),
    remedy: own?.remedy ?? null,
    retryable: own?.retryable ?? false,
    cause: error.cause === undefined || depth >= DEEPEST_CAUSE ? null : encodeError(error.cause, depth + 1),
  };
}

/** The inverse of {@link encodeError} up to class: an {@link OhcsError} with the same code, message, stack and causes. */
export function decodeError(encoded: EncodedError): OhcsError {
  const { code, message, details, remedy, retryable, cause } = encoded;
  const error = new OhcsError(code, message, {
    details,
    retryable,
    ...(remedy === null ? {} : { remedy }),
    ...(cause === null ? {} : { cause: decodeError(cause) }),
  });
  if (encoded.stack !== null) error.stack = encoded.stack;
  return error;
}

function encodeNonError(thrown: unknown): EncodedError {
  const message = `A value that is not an Error was thrown: '${printed(thrown)}'`;
  const blank = { stack: null, details: {}, remedy: null, retryable: false, cause: null };
  return { code: "NON_ERROR_THROWN", name: "NonError", message, ...blank };
}

function nodeCode(error: Error): string | null {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? code : null;
}

function printed(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

function plain(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(JSON.stringify(details)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
