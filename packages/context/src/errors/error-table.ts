import { OhcsError, type OhcsErrorOptions } from "./ohcs-error.ts";

/** Why a code arises and what to do about it: one row of a package's error table. */
export interface ErrorEntry {
  readonly cause: string;
  readonly remedy: string;
}

/** The closed list of a package's error codes. */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** Makes errors of one table: `fail("PLATE_NOT_FOUND", "Cannot open plate: …", { details })`. */
export type ErrorFactory<Table extends ErrorTable> = (
  code: keyof Table & string,
  message: string,
  options?: OhcsErrorOptions,
) => OhcsError;

/** Binds a package's error table: the factory accepts its codes only and fills in the remedy of the table. */
export function errorFactory<const Table extends ErrorTable>(table: Table): ErrorFactory<Table> {
  return (code, message, options = {}) =>
    new OhcsError(code, message, { ...options, remedy: options.remedy ?? table[code]?.remedy ?? "" });
}
