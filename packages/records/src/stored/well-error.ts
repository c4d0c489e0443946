import type { WellError } from "@ohcs/context";
import type { OutputReader } from "../run-host.ts";
import { storedRecord } from "./stored-record.ts";

/** Why a well failed, by the first of its records that says so; null where none does. */
export async function wellError(
  reader: Pick<OutputReader, "readText">,
  axisId: string,
  phase = 0,
): Promise<WellError | null> {
  const record = await storedRecord(reader, { axis: "well", axisId, phase });
  return record === null ? null : (record.result.error ?? wellError(reader, axisId, phase + 1));
}
