// @boundaries-ignore the one file of the workspace that packages share
import { dataTests } from "../../vitest.shared.ts";

export default dataTests();
