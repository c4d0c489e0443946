/** May a call run on a GPU? `require`: there or not at all; `prefer`: there if a real one fits, else on the CPU; `never`. */
export type GpuPolicy = "require" | "prefer" | "never";
