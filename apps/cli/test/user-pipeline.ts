/** A module with a pipeline whose only step runs `body` on every plane, and one more step for well A02. */
export const userPipeline = (body: string, second = "") => `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
enum Words { Summary = "A test" }
export const work = defineFunction({
  name: "work", version: "1.0.0", summary: Words.Summary, params: NO_PARAMETERS,
  run: async ({ image }) => { ${body}; return { image }; },
});
export const fails = defineFunction({
  name: "fails", version: "1.0.0", summary: Words.Summary, params: NO_PARAMETERS,
  run: () => { throw new Error("made to fail"); },
});
export default definePipeline({ name: "p", steps: [step("work", { func: work() })${second}] });
`;
