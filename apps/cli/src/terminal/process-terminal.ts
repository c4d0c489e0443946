import type { WriteStream } from "node:tty";
import picocolors from "picocolors";
import { EXIT } from "../program/session.ts";
import { shownText } from "./shown-text.ts";
import type { Terminal, Writer } from "./terminal.ts";

const COLUMNS_OF_A_FILE = 120;

/**
 * The terminal of this process, which standard output belongs to from now on: what anything else prints there, a user's
 * module say, goes to standard error instead. A reader who stops reading (`ohcs functions | head -1`) is no error. Whatever
 * else keeps a stream from being written (a full disk, a terminal that is gone) ends neither the program nor what it does:
 * nothing more is written there, and where results are lost that way the program does not end with success.
 */
export function processTerminal(): Terminal {
  const err = writerOf(process.stderr, () => undefined);
  const out = writerOf(process.stdout, (error) => void failLater(error, err));
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return { out, err };
}

/** Standard output is needed until the end of the program, which may have much to do still. */
async function failLater(cause: Error, err: Writer): Promise<void> {
  process.on("exit", (code) => {
    if (code === EXIT.success) process.exitCode = EXIT.usage;
  });
  const [{ fail }, { errorText }] = await Promise.all([import("../errors.ts"), import("../program/present-error.ts")]);
  const message = `Cannot write results: expected standard output to take them, got '${cause.message}'`;
  err.write(errorText(fail("STDOUT_UNWRITABLE", message, { cause }), err.style));
}

function writerOf(stream: WriteStream, onFailure: (error: Error) => void): Writer {
  const write = stream.write.bind(stream);
  let open = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (open && error.code !== "EPIPE") onFailure(error);
    open = false;
  });
  return {
    isTerminal: stream.isTTY === true,
    get style() {
      return { colors: picocolors.createColors(wantsColors(stream)), columns: stream.columns ?? COLUMNS_OF_A_FILE };
    },
    stream,
    write: (text) => void (open && write(shownText(text))),
    writeSequence: (sequence) => void (open && write(sequence)),
  };
}

/** The conventions of `NO_COLOR` and `FORCE_COLOR`; otherwise colours are for terminals. */
function wantsColors(stream: WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}
