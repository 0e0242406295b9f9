import { otherFiles } from "./otherFileLiars";
import { lyingPngs } from "./pngLiars";
import { lyingJpegs } from "./jpegLiars";
import { lyingGifs } from "./gifLiars";
import { lyingWebps } from "./webpLiars";
import { lyingOthers } from "./bmpLiars";
import type { Liar } from "./liar";

/** Files under names that say something else, or whose bytes do. */
export const liars: readonly Liar[] = [
  ...otherFiles,
  ...[
    ["PNG", lyingPngs] as const,
    ["JPEG", lyingJpegs] as const,
    ["GIF", lyingGifs] as const,
    ["WebP", lyingWebps] as const,
  ].flatMap(([kind, of]) => of.map((one) => ({ ...one, title: `${kind} with ${one.title}` }))),
  ...lyingOthers,
];
