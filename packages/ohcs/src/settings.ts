/**
 * What people say of a run, and how its mistakes are put: the layers of the configuration, presets, folders of plates. Nothing
 * of a run itself is loaded with it.
 */
export { presetNamed } from "./catalogue/preset-named.ts";
export { configBelow, machineSource } from "./config/config-below.ts";
export { gpuSettingsOf } from "./gpus/gpu-settings-of.ts";
export { compileFailed } from "./job/compile-failed.ts";
export { plateFolder } from "./plate/open-source.ts";
