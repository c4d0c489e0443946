import { isOhcsError, type OhcsError } from "@ohcs/context";
import { expect } from "vitest";

/** The error that `act` throws, which must have this code. */
export function thrownBy(act: () => unknown, code: string): OhcsError {
  try {
    act();
  } catch (error) {
    return withCode(error, code);
  }
  return expect.fail(`expected an error '${code}', got none`);
}

/** The error with which `promise` rejects, which must have this code. */
export async function rejectionOf(promise: Promise<unknown>, code: string): Promise<OhcsError> {
  const error = await promise.then(
    () => expect.fail(`expected an error '${code}', got none`),
    (cause: unknown) => cause,
  );
  return withCode(error, code);
}

function withCode(error: unknown, code: string): OhcsError {
  if (isOhcsError(error, code)) return error;
  throw error;
}
