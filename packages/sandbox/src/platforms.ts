/** The platforms that there are. */

import { chatzy } from "./chatzy/index.ts";
import type { Platform } from "./core/platform/index.ts";
import { smarttalk } from "./smarttalk/index.ts";
import { xyz } from "./xyz/index.ts";

/** In the order of the contracts; a platform is registered here, and nowhere else. */
export const platforms: readonly Platform[] = [chatzy, xyz, smarttalk];
