// `npm run icon`: draws media/icon.png.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { iconPaint } from "./iconDrawing";
import { png } from "./pngPicture";
import { projectRoot } from "./project";

/** In pixels: twice what the marketplace shows at its largest. */
const size = 256;

writeFileSync(join(projectRoot, "media", "icon.png"), png(size, size, iconPaint(size)));
