// @boundaries-ignore the one file of the workspace that packages share
import { sourceTests } from "../../vitest.shared.ts";

export default sourceTests();
