import type { Pixels } from "./decodedPng";

/** Up to 256 colours, each `0xRRGGBB`, and which of them a colour becomes. */
export interface Palette {
  readonly colours: readonly number[];
  /** The place in `colours` of what stands for a colour that was in one of the pictures. */
  readonly indexOf: (colour: number) => number;
}

interface Counted {
  readonly colour: number;
  readonly weight: number;
}

const channels = [16, 8, 0] as const;

const channelOf = (colour: number, shift: number): number => (colour >> shift) & 255;

/** The colour of a pixel as `0xRRGGBB`; how opaque it is does not count. */
export function colourAt({ data }: Pixels, pixel: number): number {
  return (data[pixel * 4]! << 16) | (data[pixel * 4 + 1]! << 8) | data[pixel * 4 + 2]!;
}

/** A colour with this share of all pixels is a surface, and no rim of a letter. */
const surface = 1 / 5_000;

/**
 * The palette for pictures that share one. The colours of surfaces are in it as they are, as long as they leave half of the
 * places; all others are parted where they lie farthest apart, and in each part the one that is there most often stands
 * for all. A colour becomes the nearest one. Nothing is dithered.
 */
export function paletteOf(pictures: readonly Pixels[], most = 256): Palette {
  const counts = countsOf(pictures);
  const pixels = pictures.reduce((sum, { width, height }) => sum + width * height, 0);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const surfaces = byCount.filter(([, count]) => count > pixels * surface).slice(0, most / 2);
  const others = byCount.slice(surfaces.length);
  // Not the plain count, since the rims of letters are few pixels among those of the ground.
  const weighed = others.map(([colour, count]) => ({ colour, weight: Math.sqrt(count) }));
  const parts = weighed.length === 0 ? [] : parted(weighed, most - surfaces.length);
  const colours = [
    ...surfaces.map(([colour]) => colour),
    ...parts.map((part) => part.reduce((best, each) => (each.weight > best.weight ? each : best)).colour),
  ];
  const indexes = new Map(byCount.map(([colour]) => [colour, nearest(colours, colour)]));
  return {
    colours,
    indexOf: (colour) => {
      const index = indexes.get(colour);
      if (index === undefined) {
        throw new Error(`The colour ${colour.toString(16)} was in none of the pictures.`);
      }
      return index;
    },
  };
}

function countsOf(pictures: readonly Pixels[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const picture of pictures) {
    for (let pixel = 0; pixel < picture.width * picture.height; pixel += 1) {
      const colour = colourAt(picture, pixel);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  }
  return counts;
}

function nearest(colours: readonly number[], colour: number): number {
  const distance = (other: number): number =>
    channels.reduce<number>(
      (sum, shift) => sum + (channelOf(other, shift) - channelOf(colour, shift)) ** 2,
      0,
    );
  const distances = colours.map(distance);
  return distances.indexOf(Math.min(...distances));
}

/** Splits the part that is farthest from being one colour, until there are enough or nothing is left to split. */
function parted(all: readonly Counted[], most: number): readonly (readonly Counted[])[] {
  const parts = [spreadOf(all)];
  while (parts.length < most) {
    const widest = parts.reduce((best, each) => (each.error > best.error ? each : best));
    if (widest.error === 0) {
      break;
    }
    const { shift, mean, colours } = widest;
    const low = colours.filter(({ colour }) => channelOf(colour, shift) <= mean);
    const high = colours.filter(({ colour }) => channelOf(colour, shift) > mean);
    parts.splice(parts.indexOf(widest), 1, spreadOf(low), spreadOf(high));
  }
  return parts.map(({ colours }) => colours);
}

interface Spread {
  readonly colours: readonly Counted[];
  readonly shift: number;
  readonly mean: number;
  readonly error: number;
}

/** The channel in which some colours differ most, their mean there, and the sum of squares around it. */
function spreadOf(colours: readonly Counted[]): Spread {
  const weight = colours.reduce((sum, each) => sum + each.weight, 0);
  return channels
    .map((shift) => {
      const of = ({ colour }: Counted): number => channelOf(colour, shift);
      const mean = colours.reduce((sum, each) => sum + of(each) * each.weight, 0) / weight;
      const isOne = colours.every((each) => of(each) === of(colours[0]!));
      const error = isOne ? 0 : colours.reduce((sum, each) => sum + (of(each) - mean) ** 2 * each.weight, 0);
      return { colours, shift, mean, error };
    })
    .reduce((best, each) => (each.error > best.error ? each : best));
}
