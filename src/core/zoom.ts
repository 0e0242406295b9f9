import type { Size } from "./image";

/** How large pixels are shown: 1 is one pixel of the screen for each pixel of the image. */
const levels = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 32] as const;

const least = levels[0];
const most = 32;

/** Above this, pixels are shown as squares. */
export const squaresAbove = 2;

/**
 * The zoom at which all of an image is seen; never above 1.
 * @param room in pixels of the screen
 */
export function fittingZoom(size: Size, room: Size): number {
  return Math.min(1, Math.max(1, room.width) / size.width, Math.max(1, room.height) / size.height);
}

/** The next level above or below; the same when there is none. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const next =
    direction === 1
      ? levels.find((level) => level > zoom * 1.01)
      : levels.findLast((level) => level < zoom * 0.99);
  return next ?? zoom;
}

/** The zoom after a turn of the wheel, in its pixels; up is nearer. */
export function wheelZoom(zoom: number, deltaY: number): number {
  const turned = zoom * Math.exp(-Math.min(Math.max(deltaY, -200), 200) / 300);
  // What fits a small window may be less than the least level: it is not jumped away from.
  return Math.min(most, Math.max(Math.min(least, zoom), turned));
}

/**
 * How many pixels of an image an arrow key stands for: as many as are about 10 pixels of the screen, 50 with Shift, and
 * exactly one with Ctrl.
 */
export function keyStep(zoom: number, keys: { readonly shift: boolean; readonly ctrl: boolean }): number {
  return keys.ctrl ? 1 : Math.max(1, Math.round((keys.shift ? 50 : 10) / zoom));
}
