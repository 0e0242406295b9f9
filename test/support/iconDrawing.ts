import type { Paint } from "./pictureParts";

type Point = readonly [x: number, y: number];

/** In units of the drawing, negative inside. */
type Distance = (at: Point) => number;

/** All of the drawing is in these units, however large it comes out. */
const side = 256;

/** As many samples of each pixel in each direction: edges are smooth, and the same on every machine. */
const samples = 4;

/**
 * The icon of the extension: a speech bubble with the angle brackets of code. Large shapes and few, so that it can still
 * be made out in the list of extensions; both grounds, light and dark, let it stand out.
 * @param size in pixels
 */
export function iconPaint(size: number): Paint {
  return (x, y) => {
    let opaque = 0;
    const sum = [0, 0, 0];
    for (let index = 0; index < samples * samples; index += 1) {
      const across = x + ((index % samples) + 0.5) / samples;
      const down = y + (Math.floor(index / samples) + 0.5) / samples;
      const colour = colourAt([(across * side) / size, (down * side) / size]);
      if (colour !== undefined) {
        opaque += 1;
        colour.forEach((part, channel) => (sum[channel]! += part));
      }
    }
    const alpha = Math.round((255 * opaque) / (samples * samples));
    return [...sum.map((part) => (opaque === 0 ? 0 : Math.round(part / opaque))), alpha];
  };
}

const groundAbove = [54, 127, 164];
const groundBelow = [27, 66, 98];
const paper = [248, 246, 240];
const ink = [24, 60, 88];

const ground = roundedBox([0, 0], [256, 256], 56);
const bubble = roundedBox([36, 44], [220, 184], 34);
const tail: Distance = (at) =>
  polygon(at, [
    [78, 170],
    [138, 170],
    [78, 226],
  ]);
const brackets: readonly (readonly Point[])[] = [
  [
    [106, 82],
    [72, 114],
    [106, 146],
  ],
  [
    [150, 82],
    [184, 114],
    [150, 146],
  ],
];
const halfStroke = 9;

function colourAt(at: Point): readonly number[] | undefined {
  if (ground(at) > 0) {
    return undefined;
  }
  if (brackets.some((points) => line(at, points) < halfStroke)) {
    return ink;
  }
  return bubble(at) < 0 || tail(at) < 0 ? paper : shade(at[1] / side);
}

function shade(share: number): readonly number[] {
  return groundAbove.map((above, channel) => above + (groundBelow[channel]! - above) * share);
}

function roundedBox([left, top]: Point, [right, bottom]: Point, radius: number): Distance {
  return ([x, y]) => {
    const across = Math.max(left + radius - x, 0, x - (right - radius));
    const down = Math.max(top + radius - y, 0, y - (bottom - radius));
    return Math.hypot(across, down) - radius;
  };
}

/** From the nearest of the straight pieces between these points. */
function line(at: Point, points: readonly Point[]): number {
  return Math.min(...points.slice(1).map((end, index) => piece(at, points[index]!, end)));
}

function piece([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const share = ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2);
  const kept = Math.min(Math.max(share, 0), 1);
  return Math.hypot(x - fromX - kept * alongX, y - fromY - kept * alongY);
}

/** Negative inside corners that go round with the clock, as they are seen. */
function polygon([x, y]: Point, corners: readonly Point[]): number {
  return Math.max(
    ...corners.map(([fromX, fromY], index) => {
      const [toX, toY] = corners[(index + 1) % corners.length]!;
      return (x - fromX) * (toY - fromY) - (y - fromY) * (toX - fromX);
    }),
  );
}
