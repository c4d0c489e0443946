/** A module whose function says its well's first pixel, waits `ms`, and adds what its parameter says. */
export const pipeline = (by: number, ms = 0) => `
import { defineFunction, definePipeline, step } from "@ohcs/context";
export const shift = defineFunction({
  name: "shift", version: "1.0.0", summary: "A test",
  params: { type: "object", properties: { by: { type: "integer" } }, required: ["by"], additionalProperties: false },
  run: async ({ image }, { by }) => {
    console.log("shifting");
    await new Promise((resolve) => setTimeout(resolve, ${ms}));
    return { image: { ...image, data: image.data.map((value) => value + by) } };
  },
});
export default definePipeline({ name: "p", steps: [step("shift", { func: shift({ by: ${by} }) })] });
`;
