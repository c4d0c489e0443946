// @boundaries-ignore the one file of the workspace that packages share
import { distTests } from "../../vitest.shared.ts";

export default distTests();
