import { describeRun, modulePath, wellError, wellLines } from "@ohcs/records";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { failureTrace } from "../views/failure-trace.ts";
import { wellPlace, wellUnknown } from "./well-place.ts";

/** What a well said, and how it ended. @throws `WELL_UNKNOWN`, `PLATE_UNKNOWN`, `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function showLogs(output: string, named: string, { directory }: Session): Promise<Outcome> {
  const { reader, well } = await wellPlace(output, named, directory);
  const { wells } = await describeRun(reader);
  const stored = Object.hasOwn(wells, well) ? wells[well] : undefined;
  if (stored === undefined) throw wellUnknown(well, Object.keys(wells));
  const lines = await wellLines(reader, well);
  const error = await wellError(reader, well);
  const trace = error === null ? null : await failureTrace(error, (sha256) => reader.readText(modulePath(sha256)));
  const end = stored.error === null ? stored.state : `${stored.state} ${stored.error}`;
  return {
    exitCode: EXIT.success,
    json: { well, ...stored, lines, trace },
    text: ({ colors }) =>
      `${[...lines, ...(trace === null ? [] : [trace]), colors.dim(`${well}: ${end}`)].join("\n")}\n`,
  };
}
