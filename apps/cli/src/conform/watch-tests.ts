import type { Writer } from "../terminal/terminal.ts";
import type { OnTest } from "./test-export.ts";

/** Shows which test runs: one line that changes, on a terminal only. */
export interface TestsWatch {
  readonly onTest: OnTest;
  readonly close: () => void;
}

/** Watches the tests of all exports. */
export async function watchTests(writer: Writer): Promise<TestsWatch> {
  if (!writer.isTerminal || writer.stream === null) return { onTest: () => {}, close: () => {} };
  const { createLogUpdate } = await import("log-update");
  const area = createLogUpdate(writer.stream);
  return {
    onTest: (name, index, count) => area(`testing  ${index + 1} of ${count}  ${name}`),
    close: () => area.clear(),
  };
}
