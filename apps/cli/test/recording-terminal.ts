import { Writable } from "node:stream";
import picocolors from "picocolors";
import type { Terminal, Writer } from "../src/terminal/terminal.ts";

/** A terminal without colours that keeps what is written to it, for tests. */
export interface RecordingTerminal extends Terminal {
  readonly written: { readonly out: () => string; readonly err: () => string };
}

export function recordingTerminal(columns = 100): RecordingTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: writerInto(out, columns),
    err: writerInto(err, columns),
    written: { out: () => out.join(""), err: () => err.join("") },
  };
}

/** The same, which pretends that standard error is a terminal on which a view can move about. */
export function recordingScreen(): RecordingTerminal {
  const terminal = recordingTerminal();
  const stream = new Writable({
    write(chunk, _encoding, done) {
      terminal.err.write(String(chunk));
      done();
    },
  });
  return { ...terminal, err: { ...terminal.err, isTerminal: true, stream } };
}

function writerInto(texts: string[], columns: number): Writer {
  return {
    isTerminal: false,
    style: { colors: picocolors.createColors(false), columns },
    stream: null,
    write: (text) => void texts.push(text),
    writeSequence: (sequence) => void texts.push(sequence),
  };
}
