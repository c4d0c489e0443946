import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/kernels` throws, with its cause and remedy. */
export const kernelErrors = {
  PLANE_INVALID: {
    cause: "The samples of a plane do not fill its height × width, or a plane is missing.",
    remedy: "Pass planes whose data length equals height × width.",
  },
  PLANE_SHAPE_MISMATCH: {
    cause: "Planes that are combined pixel by pixel differ in size.",
    remedy: "Combine only planes of equal size, or exclude the image of another size.",
  },
  PARAMETER_INVALID: {
    cause: "A parameter of an image operation lies outside its range.",
    remedy: "Correct the parameter as the message says.",
  },
  KERNEL_MEMORY_EXHAUSTED: {
    cause: "The planes of one operation need more memory than WebAssembly (4 GiB) or the machine gives.",
    remedy: "Use smaller planes, fewer at a time, or fewer workers.",
  },
} as const;

/** The codes of {@link kernelErrors}. */
export type KernelErrorCode = keyof typeof kernelErrors;

export const fail = errorFactory(kernelErrors);
