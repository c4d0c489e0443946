/** Errors in commands, by the scope that caught them; null if there were none. */
export type CommandProblem = { readonly scope: GPUErrorFilter; readonly message: string } | null;

/** Commands that are recorded one after another and submitted together. */
export interface CommandRecorder {
  /** The encoder of commands that have not been submitted. Errors until then are caught. */
  encoder(): GPUCommandEncoder;
  submit(): void;
  /** Errors of all submitted commands, lack of memory first, since it invalidates the rest. */
  problem(): Promise<CommandProblem>;
}

/** From the outermost scope to the innermost. */
const SCOPES: readonly GPUErrorFilter[] = ["validation", "internal", "out-of-memory"];

/** Scopes also keep Dawn from printing errors on standard output. */
export function commandRecorder(device: GPUDevice): CommandRecorder {
  let encoder: GPUCommandEncoder | null = null;
  let caught: Promise<CommandProblem>[] = [];
  return {
    encoder() {
      if (encoder !== null) return encoder;
      for (const scope of SCOPES) device.pushErrorScope(scope);
      encoder = device.createCommandEncoder();
      return encoder;
    },
    submit() {
      if (encoder === null) return;
      device.queue.submit([encoder.finish()]);
      encoder = null;
      for (const scope of SCOPES.toReversed()) {
        caught.push(device.popErrorScope().then((error) => error && { scope, message: error.message }));
      }
    },
    async problem() {
      const all = caught;
      caught = [];
      const problems = (await Promise.all(all)).filter((problem) => problem !== null);
      return problems.find(({ scope }) => scope === "out-of-memory") ?? problems[0] ?? null;
    },
  };
}
