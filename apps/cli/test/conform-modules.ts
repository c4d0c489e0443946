import { brokenModule } from "./broken-backends.ts";

export const FILES = {
  "good.ts": `
    import { defineBackend } from "@ohcs/context";
    import { MemoryBackend } from "@ohcs/filemanager/memory";
    import { helper } from "./helper.ts";
    export const good = defineBackend({ name: helper, version: "1.2.3", capabilities: { durable: false }, create: () => new MemoryBackend() });
  `,
  "helper.ts": `
    import { defineBackend } from "@ohcs/context";
    export const helper = "good";
    export const hidden = defineBackend({ name: "hidden", version: "1.0.0", create: () => { throw new Error("hidden") } });
  `,
  "prints.ts": `
    import { MemoryBackend } from "@ohcs/filemanager/memory";
    import { defineBackend } from "@ohcs/context";
    console.log("printed while loading");
    const create = () => { console.log("printed by create"); return new MemoryBackend(); };
    export const prints = defineBackend({ name: "prints", version: "1.0.0", capabilities: { durable: false }, create });
  `,
  "all-broken.ts": brokenModule(),
  "hangs.ts": `
    import { defineBackend } from "@ohcs/context";
    import { MemoryBackend } from "@ohcs/filemanager/memory";
    class Hangs extends MemoryBackend {
      save() { console.log("hanging"); return new Promise(() => {}); }
    }
    export const hangs = defineBackend({ name: "hangs", version: "1.0.0", capabilities: { durable: false }, create: () => new Hangs() });
  `,
  "functions.ts": `
    import { defineFunction, NO_PARAMETERS, Type } from "@ohcs/context";
    const params = Type.Object({ from: Type.Number() });
    const of = (name, params, change) => defineFunction({
      name, params, version: "2.0.0", summary: "Dark becomes bright",
      run: ({ image }, given) => ({ image: { ...image, data: change(image.data, given) } }),
    });
    export const invert = of("invert", params, (data, { from }) => data.map((value) => from - value));
    export const careless = of("careless", NO_PARAMETERS, (data) => data.reverse());
  `,
  "understated.ts": `
    import { MemoryBackend } from "@ohcs/filemanager/memory";
    import { defineBackend } from "@ohcs/context";
    export const memory = defineBackend({ name: "m", version: "1.0.0", create: () => new MemoryBackend() });
  `,
  "runner.ts": `
    import { defineRunner } from "@ohcs/context";
    import { inlineRunner } from "@ohcs/executor/inline";
    export const mine = defineRunner({ name: "mine", version: "1.0.0", create: () => inlineRunner() });
    export const late = defineRunner({ name: "late", version: "1.0.0", create: () => {
      const real = inlineRunner();
      const start = async (options) => ({ ...(await real.start(options)), run: async () => { throw new Error("no value") } });
      return { ...real, start };
    } });
  `,
  "none.ts": "export const backend = 1; export const other = 2;",
  "throws.ts": 'throw new Error("not today");',
  "broken.ts": "export const x = {{",
};
