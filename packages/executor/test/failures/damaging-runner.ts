import type { WellRunner, WellTask } from "@ohcs/context";

/** A runner on whose way to the workers the context of one well loses a character. */
export function damagingRunner(runner: WellRunner, well: string): WellRunner {
  const damaged = (task: WellTask) => (task.wellId === well ? { ...task, context: task.context.slice(0, -9) } : task);
  return {
    ...runner,
    start: async (options) => {
      const session = await runner.start(options);
      const { width } = session;
      return { width, run: (task, signal) => session.run(damaged(task), signal), close: () => session.close() };
    },
  };
}
